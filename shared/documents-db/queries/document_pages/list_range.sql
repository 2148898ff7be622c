SELECT page, text
FROM document_pages
WHERE document_id = $1 AND version = $2 AND page BETWEEN $3 AND $4
ORDER BY page
