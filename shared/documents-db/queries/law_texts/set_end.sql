UPDATE documents
SET valid_to = $2, updated_at = $3
WHERE id = $1 AND valid_to IS NULL
