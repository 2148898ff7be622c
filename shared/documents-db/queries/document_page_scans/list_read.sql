SELECT page, scan
FROM document_page_scans
WHERE document_id = $1 AND version = $2 AND page BETWEEN $3 AND $4 AND state = 'read'
ORDER BY page
