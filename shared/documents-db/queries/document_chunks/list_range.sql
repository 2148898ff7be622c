SELECT id, page, ordinal, heading, start_offset, end_offset, text
FROM document_chunks
WHERE document_id = $1 AND version = $2 AND page BETWEEN $3 AND $4
ORDER BY page, ordinal
