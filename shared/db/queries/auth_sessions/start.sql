WITH login AS (
    UPDATE users SET last_login_at = $3 WHERE id = $2
)
INSERT INTO auth_sessions (id, user_id, created_at, expires_at)
VALUES ($1, $2, $3, $4)
