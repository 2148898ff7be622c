UPDATE documents
SET valid_from = $2, updated_at = $3
WHERE id = $1 AND valid_from IS DISTINCT FROM $2
