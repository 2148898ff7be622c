SELECT first_page, last_page
FROM document_ranges
WHERE document_id = $1 AND version = $2 AND done_at IS NULL
ORDER BY first_page
