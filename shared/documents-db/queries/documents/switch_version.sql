UPDATE documents
SET current_version = $2, updated_at = $3
WHERE id = $1 AND current_version < $2
