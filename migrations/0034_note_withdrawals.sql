-- Access that was taken back, and who owns what now, so that a backup that was taken before does not give it back: ids and nothing else.
-- As in `erasures`, copies lie beside the backups, since kept_at. The newest word on an object counts: what is given again is not taken
-- back any more.
CREATE TABLE withdrawals (
    kind varchar(20) NOT NULL,
    -- the account, or the document or table of figures
    object_id uuid NOT NULL,
    -- whom a document was shared with: an account's id, or a role; empty for whatever is no share
    subject varchar(40) NOT NULL,
    is_withdrawn boolean NOT NULL,
    -- who owns a document or table of figures that was handed over
    owner_id uuid,
    changed_at timestamptz NOT NULL,
    kept_at timestamptz,
    PRIMARY KEY (kind, object_id, subject),
    CONSTRAINT withdrawals_kind_known
        CHECK (kind IN ('account', 'staff', 'share', 'role_share', 'document_owner', 'snapshot_owner'))
);

CREATE INDEX withdrawals_not_kept_idx ON withdrawals (changed_at) WHERE kept_at IS NULL;

CREATE FUNCTION note_withdrawal(noted_kind text, noted_object uuid, noted_subject text, noted_owner uuid) RETURNS void LANGUAGE sql AS $$
    INSERT INTO withdrawals (kind, object_id, subject, is_withdrawn, owner_id, changed_at)
    VALUES (noted_kind, noted_object, noted_subject, true, noted_owner, statement_timestamp())
    ON CONFLICT (kind, object_id, subject) DO UPDATE
    SET is_withdrawn = true, owner_id = excluded.owner_id, changed_at = excluded.changed_at, kept_at = NULL
    WHERE NOT withdrawals.is_withdrawn OR withdrawals.owner_id IS DISTINCT FROM excluded.owner_id
$$;

CREATE FUNCTION note_return(noted_kind text, noted_object uuid, noted_subject text) RETURNS void LANGUAGE sql AS $$
    UPDATE withdrawals
    SET is_withdrawn = false, changed_at = statement_timestamp(), kept_at = NULL
    WHERE kind = noted_kind AND object_id = noted_object AND subject = noted_subject AND is_withdrawn
$$;

-- Notes that somebody may log in no more, or again; its arguments are their kind and the column of their account.
CREATE FUNCTION note_activity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    account uuid := to_jsonb(NEW) ->> TG_ARGV[1];
BEGIN
    IF NEW.is_active THEN
        PERFORM note_return(TG_ARGV[0], account, '');
    ELSE
        PERFORM note_withdrawal(TG_ARGV[0], account, '', NULL);
    END IF;
    RETURN NULL;
END
$$;

-- Notes a share that is gone while its document stays; its arguments are its kind and the column of whom it was for.
CREATE FUNCTION note_removed_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM documents WHERE id = OLD.document_id) THEN
        PERFORM note_withdrawal(TG_ARGV[0], OLD.document_id, to_jsonb(OLD) ->> TG_ARGV[1], NULL);
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION note_added_share() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_return(TG_ARGV[0], NEW.document_id, to_jsonb(NEW) ->> TG_ARGV[1]);
    RETURN NULL;
END
$$;

-- Notes who owns something that was handed over; its argument is its kind.
CREATE FUNCTION note_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM note_withdrawal(TG_ARGV[0], NEW.id, '', NEW.owner_id);
    RETURN NULL;
END
$$;

CREATE TRIGGER users_activity_noted AFTER UPDATE OF is_active ON users
FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION note_activity('account', 'id');
CREATE TRIGGER staff_profiles_activity_noted AFTER UPDATE OF is_active ON staff_profiles
FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION note_activity('staff', 'user_id');
CREATE TRIGGER document_shares_removed AFTER DELETE ON document_shares
FOR EACH ROW EXECUTE FUNCTION note_removed_share('share', 'user_id');
CREATE TRIGGER document_shares_added AFTER INSERT ON document_shares
FOR EACH ROW EXECUTE FUNCTION note_added_share('share', 'user_id');
CREATE TRIGGER document_role_shares_removed AFTER DELETE ON document_role_shares
FOR EACH ROW EXECUTE FUNCTION note_removed_share('role_share', 'role');
CREATE TRIGGER document_role_shares_added AFTER INSERT ON document_role_shares
FOR EACH ROW EXECUTE FUNCTION note_added_share('role_share', 'role');
CREATE TRIGGER documents_owner_noted AFTER UPDATE OF owner_id ON documents
FOR EACH ROW WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id) EXECUTE FUNCTION note_owner('document_owner');
CREATE TRIGGER analytics_snapshots_owner_noted AFTER UPDATE OF owner_id ON analytics_snapshots
FOR EACH ROW WHEN (OLD.owner_id IS DISTINCT FROM NEW.owner_id) EXECUTE FUNCTION note_owner('snapshot_owner');
