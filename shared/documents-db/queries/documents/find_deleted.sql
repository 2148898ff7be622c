SELECT id
FROM documents
WHERE deleted_at IS NOT NULL
ORDER BY random()
LIMIT $1
