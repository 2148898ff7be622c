WITH changed AS (
    UPDATE users SET password_hash = $3, updated_at = $5
    WHERE id = $1 AND password_hash = $2
    RETURNING id
), ended AS (
    UPDATE auth_sessions SET revoked_at = $5, ended_because = $6
    WHERE user_id IN (SELECT id FROM changed) AND id IS DISTINCT FROM $4 AND revoked_at IS NULL
), notice AS (
    INSERT INTO outbox_messages (id, kind, user_id, created_at, due_at)
    SELECT $7, $8, id, $5, $5 FROM changed
)
SELECT id FROM changed
