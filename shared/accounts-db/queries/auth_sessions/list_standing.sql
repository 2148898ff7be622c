SELECT id, surface, user_agent, address, created_at, last_used_at, expires_at
FROM auth_sessions
WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2
ORDER BY created_at DESC, id DESC
LIMIT $3
