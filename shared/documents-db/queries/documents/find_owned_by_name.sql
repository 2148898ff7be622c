SELECT id
FROM documents
WHERE owner_id = $1 AND name = $2 AND deleted_at IS NULL
ORDER BY created_at
LIMIT 1
