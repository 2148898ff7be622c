SELECT generation, current_version
FROM documents
WHERE id = $1 AND deleted_at IS NULL
FOR NO KEY UPDATE
