UPDATE document_versions
SET chunk_count = (
    SELECT count(*)
    FROM document_chunks AS chunks
    WHERE chunks.document_id = $1 AND chunks.version = $2
)
WHERE document_id = $1 AND version = $2
