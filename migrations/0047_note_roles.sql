-- The role that an account got last, as the subject of a note of the kind `account_role`: a backup that was taken before does not give
-- a former role back. The newest of an account's notes counts.
ALTER TABLE withdrawals DROP CONSTRAINT withdrawals_kind_known;
ALTER TABLE withdrawals ADD CONSTRAINT withdrawals_kind_known
    CHECK (kind IN ('account', 'account_role', 'staff', 'share', 'role_share', 'document_owner', 'snapshot_owner')) NOT VALID;
ALTER TABLE withdrawals VALIDATE CONSTRAINT withdrawals_kind_known;

CREATE FUNCTION note_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO withdrawals (kind, object_id, subject, is_withdrawn, changed_at)
    VALUES ('account_role', NEW.id, NEW.role, true, statement_timestamp())
    ON CONFLICT (kind, object_id, subject) DO UPDATE SET changed_at = excluded.changed_at, kept_at = NULL;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_role_noted AFTER UPDATE OF role ON users
FOR EACH ROW WHEN (OLD.role <> NEW.role) EXECUTE FUNCTION note_role();

-- As before, but with the notes of roles.
CREATE OR REPLACE FUNCTION forget_removed_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM withdrawals USING removed
    WHERE withdrawals.kind IN ('account', 'account_role', 'staff') AND withdrawals.object_id = removed.id;
    DELETE FROM withdrawals USING removed
    WHERE withdrawals.kind = 'share' AND withdrawals.subject = removed.id::text;
    DELETE FROM withdrawals USING removed
    WHERE withdrawals.owner_id = removed.id;
    -- parts of a sum that is zero, since an account goes after its documents
    DELETE FROM document_counts USING removed WHERE document_counts.owner_id = removed.id;
    DELETE FROM rate_limits
    USING removed, unnest(ARRAY['default', 'chat', 'uploads', 'authentication']) AS classes (name)
    WHERE rate_limits.key = classes.name || ':account:' || removed.id::text;
    RETURN NULL;
END
$$;
