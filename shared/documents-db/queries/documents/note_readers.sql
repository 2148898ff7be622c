UPDATE documents
SET indexed_readers_revision = $2
WHERE id = $1 AND indexed_readers_revision = $3
