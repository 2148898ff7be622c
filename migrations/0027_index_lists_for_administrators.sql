-- Lists for administrators over all accounts and conversations: indexes for their orders and filters, and how many rows there
-- are in all without counting them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE INDEX users_newest_idx ON users (created_at DESC, id DESC);
DROP INDEX users_created_at_idx;
CREATE INDEX users_name_idx ON users (lower(name), id);
CREATE INDEX users_email_idx ON users (lower(email), id);
CREATE INDEX users_role_idx ON users (role, created_at DESC, id DESC);
CREATE INDEX users_words_idx ON users USING gin ((email || ' ' || name) gin_trgm_ops);

CREATE INDEX chat_sessions_newest_idx ON chat_sessions (created_at DESC, id DESC);
CREATE INDEX chat_sessions_mode_idx ON chat_sessions (mode, created_at DESC, id DESC);
CREATE INDEX chat_sessions_title_idx ON chat_sessions USING gin (title gin_trgm_ops);

CREATE INDEX chat_messages_shown_idx ON chat_messages (session_id, created_at, id) WHERE superseded_at IS NULL;

-- Each row is a part of how many rows a relation has: what one statement added or removed, or the sum of many such. Rows are only
-- ever added, so that nobody waits for anybody; now and then they are summed up.
CREATE TABLE row_counts (
    relation text NOT NULL,
    amount bigint NOT NULL
);

CREATE INDEX row_counts_relation_idx ON row_counts (relation);

CREATE FUNCTION count_added_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_counts (relation, amount)
    SELECT TG_TABLE_NAME, count(*) FROM added HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_removed_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO row_counts (relation, amount)
    SELECT TG_TABLE_NAME, -count(*) FROM removed HAVING count(*) > 0;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_no_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM row_counts WHERE relation = TG_TABLE_NAME;
    RETURN NULL;
END
$$;

CREATE FUNCTION counted_rows(counted text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(amount), 0)::bigint FROM row_counts WHERE relation = counted
$$;

DO $$
DECLARE
    counted text;
BEGIN
    FOREACH counted IN ARRAY ARRAY['users', 'chat_sessions', 'chat_messages', 'document_chunks'] LOOP
        EXECUTE format(
            'CREATE TRIGGER %1$I_added AFTER INSERT ON %1$I REFERENCING NEW TABLE AS added '
            'FOR EACH STATEMENT EXECUTE FUNCTION count_added_rows()', counted
        );
        EXECUTE format(
            'CREATE TRIGGER %1$I_removed AFTER DELETE ON %1$I REFERENCING OLD TABLE AS removed '
            'FOR EACH STATEMENT EXECUTE FUNCTION count_removed_rows()', counted
        );
        EXECUTE format(
            'CREATE TRIGGER %1$I_emptied AFTER TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION count_no_rows()', counted
        );
        EXECUTE format('INSERT INTO row_counts (relation, amount) SELECT %1$L, count(*) FROM %1$I', counted);
    END LOOP;
END
$$;
