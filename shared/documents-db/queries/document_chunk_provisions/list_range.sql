SELECT provisions.chunk_id, provisions.provision
FROM document_chunks AS chunks
JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = chunks.id
WHERE chunks.document_id = $1 AND chunks.version = $2 AND chunks.page BETWEEN $3 AND $4
ORDER BY chunks.page, chunks.ordinal
