-- How many conversations an account has is kept with it: to count those of each of fifty accounts costs more than all the rest of
-- the list for administrators.
ALTER TABLE users ADD COLUMN session_count bigint NOT NULL DEFAULT 0;
-- room on each page for an account's next version, so that no index has to hear of a count
ALTER TABLE users SET (fillfactor = 80);

CREATE FUNCTION count_added_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE users
    SET session_count = users.session_count + begun.sessions
    FROM (SELECT user_id, count(*) AS sessions FROM added GROUP BY user_id) AS begun
    WHERE users.id = begun.user_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_removed_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE users
    SET session_count = users.session_count - gone.sessions
    FROM (SELECT user_id, count(*) AS sessions FROM removed GROUP BY user_id) AS gone
    WHERE users.id = gone.user_id;
    RETURN NULL;
END
$$;

CREATE FUNCTION count_no_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE users SET session_count = 0 WHERE session_count <> 0;
    RETURN NULL;
END
$$;

-- These keep others from beginning conversations until what there is has been counted.
CREATE TRIGGER chat_sessions_counted_for_users AFTER INSERT ON chat_sessions REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION count_added_sessions();
CREATE TRIGGER chat_sessions_discounted_for_users AFTER DELETE ON chat_sessions REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION count_removed_sessions();
CREATE TRIGGER chat_sessions_emptied_for_users AFTER TRUNCATE ON chat_sessions
FOR EACH STATEMENT EXECUTE FUNCTION count_no_sessions();

UPDATE users
SET session_count = counted.sessions
FROM (SELECT user_id, count(*) AS sessions FROM chat_sessions GROUP BY user_id) AS counted
WHERE users.id = counted.user_id;

-- Whether somebody read a conversation lately, which is told once an hour.
CREATE INDEX pending_audit_records_conversations_read_idx ON pending_audit_records (object_id, recorded_at)
WHERE action = 'read_conversation';
CREATE INDEX audit_records_conversations_read_idx ON audit_records (object_id, recorded_at)
WHERE action = 'read_conversation';
