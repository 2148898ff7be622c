SELECT 1 AS held
FROM document_ranges
WHERE document_id = $1 AND version = $2 AND first_page = $3 AND last_page = $4 AND done_at IS NULL
FOR UPDATE
