WITH session AS (
    UPDATE auth_sessions SET last_used_at = $5 WHERE id = $2
)
INSERT INTO auth_token_pairs (
    id, session_id, predecessor_id, refresh_hash, created_at, access_expires_at, refresh_expires_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7)
