WITH closed AS (
    UPDATE users SET is_active = false, updated_at = $2 WHERE id = $1 AND is_active RETURNING id
), keys AS (
    UPDATE api_keys SET revoked_at = $2 WHERE user_id IN (SELECT id FROM closed) AND revoked_at IS NULL
), sessions AS (
    UPDATE auth_sessions SET revoked_at = $2, ended_because = $3
    WHERE user_id IN (SELECT id FROM closed) AND revoked_at IS NULL
)
SELECT id FROM closed
