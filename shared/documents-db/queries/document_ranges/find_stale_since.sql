SELECT stale_since
FROM document_ranges
WHERE document_id = $1 AND version = $2 AND first_page = $3 AND stale_since IS NOT NULL
