-- Of an account that is erased nothing else is left to take back or to count: what was noted of it goes, and the documents that were
-- shared with it are due to be told who reads them.
CREATE FUNCTION forget_removed_accounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM withdrawals
    USING removed
    WHERE (withdrawals.kind IN ('account', 'staff') AND withdrawals.object_id = removed.id)
        OR (withdrawals.kind = 'share' AND withdrawals.subject = removed.id::text)
        OR withdrawals.owner_id = removed.id;
    -- parts of a sum that is zero, since an account goes after its documents
    DELETE FROM document_counts USING removed WHERE document_counts.owner_id = removed.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER users_forgotten AFTER DELETE ON users REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION forget_removed_accounts();

-- As before, but for shares that go with the account that had them.
CREATE OR REPLACE FUNCTION note_removed_share() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reader text := to_jsonb(OLD) ->> TG_ARGV[1];
BEGIN
    -- a role is no account's id
    IF (CASE TG_ARGV[0] WHEN 'share' THEN NOT EXISTS (SELECT FROM users WHERE id = reader::uuid) ELSE false END) THEN
        UPDATE documents SET readers_revision = readers_revision + 1 WHERE id = OLD.document_id;
    ELSIF EXISTS (SELECT FROM documents WHERE id = OLD.document_id) THEN
        PERFORM note_withdrawal(TG_ARGV[0], OLD.document_id, reader, NULL);
    END IF;
    RETURN NULL;
END
$$;
