SELECT id, created_at, read_at
FROM sources
WHERE is_enabled
ORDER BY id
LIMIT $1
