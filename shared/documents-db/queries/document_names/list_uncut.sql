SELECT id, name
FROM documents
WHERE name_terms IS NULL AND deleted_at IS NULL
ORDER BY id
LIMIT $1
