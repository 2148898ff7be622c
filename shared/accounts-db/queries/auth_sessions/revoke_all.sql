UPDATE auth_sessions
SET revoked_at = $3, ended_because = $4
WHERE user_id = $1 AND id IS DISTINCT FROM $2 AND revoked_at IS NULL
