WITH session AS (
    INSERT INTO auth_sessions (id, user_id, created_at, expires_at, surface, user_agent, address, last_used_at, second_factor_at)
    SELECT $1, $2, $3::timestamptz, $4, $5, $6, $7, $3, CASE WHEN $14::timestamptz IS NOT NULL THEN $3 END
    WHERE $14 IS NOT DISTINCT FROM (SELECT confirmed_at FROM second_factors WHERE user_id = $2)
    RETURNING id
), login AS (
    UPDATE users SET last_login_at = $3 FROM session WHERE users.id = $2
), device AS (
    INSERT INTO known_devices (hash, user_id, created_at, expires_at)
    SELECT $12, $2, $3, $13 FROM session WHERE $12::bytea IS NOT NULL
    ON CONFLICT (hash, user_id) DO UPDATE SET expires_at = excluded.expires_at
)
INSERT INTO auth_token_pairs (id, session_id, refresh_hash, created_at, access_expires_at, refresh_expires_at)
SELECT $8, id, $9, $3, $10, $11 FROM session
