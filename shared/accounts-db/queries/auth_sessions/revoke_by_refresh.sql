UPDATE auth_sessions
SET revoked_at = $2, ended_because = $3
WHERE id = (SELECT session_id FROM auth_token_pairs WHERE refresh_hash = $1) AND revoked_at IS NULL
RETURNING id, user_id
