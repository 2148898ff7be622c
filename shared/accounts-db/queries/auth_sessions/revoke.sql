UPDATE auth_sessions
SET revoked_at = $2, ended_because = $3
WHERE id = $1 AND revoked_at IS NULL
