UPDATE document_ranges
SET stale_since = NULL, failed_reader_version = $5
WHERE document_id = $1 AND version = $2 AND first_page = $3 AND stale_since = $4
