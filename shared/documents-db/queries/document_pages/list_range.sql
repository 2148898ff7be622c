SELECT page, text, half_start, half_end, rest_start, rest
FROM document_pages
WHERE document_id = $1 AND version = $2 AND page BETWEEN $3 AND $4
ORDER BY page
