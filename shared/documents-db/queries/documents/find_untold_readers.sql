SELECT id
FROM documents
WHERE readers_revision <> indexed_readers_revision AND deleted_at IS NULL
ORDER BY updated_at
LIMIT $1
