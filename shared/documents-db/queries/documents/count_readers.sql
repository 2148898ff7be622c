UPDATE documents
SET readers_revision = readers_revision + 1, updated_at = $2
WHERE id = $1
RETURNING readers_revision
