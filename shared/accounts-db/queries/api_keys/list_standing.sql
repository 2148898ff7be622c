SELECT id, name, prefix, scopes, created_at, expires_at, last_used_at
FROM api_keys
WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2
ORDER BY created_at DESC, id DESC
