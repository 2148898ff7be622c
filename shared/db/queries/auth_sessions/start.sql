WITH login AS (
    UPDATE users SET last_login_at = $3 WHERE id = $2
), session AS (
    INSERT INTO auth_sessions (id, user_id, created_at, expires_at, surface, user_agent, address, last_used_at, second_factor_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $3, CASE WHEN $14 THEN $3 END)
), device AS (
    INSERT INTO known_devices (hash, user_id, created_at, expires_at)
    SELECT $12, $2, $3, $13 WHERE $12::bytea IS NOT NULL
    ON CONFLICT (hash, user_id) DO UPDATE SET expires_at = excluded.expires_at
)
INSERT INTO auth_token_pairs (id, session_id, refresh_hash, created_at, access_expires_at, refresh_expires_at)
VALUES ($8, $1, $9, $3, $10, $11)
