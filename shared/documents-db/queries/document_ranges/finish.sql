UPDATE document_ranges
SET done_at = $4
WHERE document_id = $1 AND version = $2 AND first_page = $3 AND done_at IS NULL
