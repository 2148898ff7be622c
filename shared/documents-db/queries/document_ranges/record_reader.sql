UPDATE document_ranges
SET reader_version = $4, failed_reader_version = NULL
WHERE document_id = $1 AND version = $2 AND first_page = $3
