DELETE FROM document_chunks
WHERE document_id = $1 AND version = $2 AND page BETWEEN $3 AND $4
