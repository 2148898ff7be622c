-- What was erased, so that a backup that was taken before does not bring it back: ids and nothing else. Copies lie beside the
-- backups, since kept_at, and a row is forgotten once no backup is older.
CREATE TABLE erasures (
    kind varchar(20) NOT NULL,
    object_id uuid NOT NULL,
    erased_at timestamptz NOT NULL,
    kept_at timestamptz,
    PRIMARY KEY (kind, object_id),
    CONSTRAINT erasures_kind_known CHECK (kind IN ('user', 'document', 'snapshot', 'conversation', 'api_key'))
);

CREATE INDEX erasures_not_kept_idx ON erasures (erased_at) WHERE kept_at IS NULL;

-- Notes rows that are gone; its argument is their kind.
CREATE FUNCTION note_removed_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO erasures (kind, object_id, erased_at)
    SELECT TG_ARGV[0], removed.id, statement_timestamp() FROM removed
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

-- Notes a row that is hidden for good, or counts no more.
CREATE FUNCTION note_ended_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO erasures (kind, object_id, erased_at)
    VALUES (TG_ARGV[0], NEW.id, statement_timestamp())
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_erased AFTER DELETE ON users REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_rows('user');
CREATE TRIGGER documents_erased AFTER DELETE ON documents REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_rows('document');
CREATE TRIGGER analytics_snapshots_erased AFTER DELETE ON analytics_snapshots REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_rows('snapshot');
CREATE TRIGGER chat_sessions_erased AFTER DELETE ON chat_sessions REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_rows('conversation');
CREATE TRIGGER api_keys_erased AFTER DELETE ON api_keys REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION note_removed_rows('api_key');

CREATE TRIGGER documents_hidden AFTER UPDATE OF deleted_at ON documents
FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION note_ended_row('document');
CREATE TRIGGER analytics_snapshots_hidden AFTER UPDATE OF deleted_at ON analytics_snapshots
FOR EACH ROW WHEN (OLD.deleted_at IS NULL AND NEW.deleted_at IS NOT NULL) EXECUTE FUNCTION note_ended_row('snapshot');
CREATE TRIGGER api_keys_revoked AFTER UPDATE OF revoked_at ON api_keys
FOR EACH ROW WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION note_ended_row('api_key');

-- What became of each backup. The backups themselves, and what is in them, lie outside the database.
CREATE TABLE backups (
    id uuid PRIMARY KEY,
    status varchar(20) NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    tables integer NOT NULL DEFAULT 0,
    rows bigint NOT NULL DEFAULT 0,
    bytes bigint NOT NULL DEFAULT 0,
    stored_bytes bigint NOT NULL DEFAULT 0,
    verified_at timestamptz,
    error varchar(1000),
    CONSTRAINT backups_status_known CHECK (status IN ('running', 'complete', 'failed'))
);

CREATE INDEX backups_newest_idx ON backups (started_at DESC, id DESC);
