-- The first passage with terms of the newest document that has one.
SELECT first.id, documents.id AS document_id, documents.owner_id, first.terms, first.weights
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version AND versions.status = 'ready'
CROSS JOIN LATERAL (
    SELECT chunks.id, held.terms, held.weights
    FROM document_chunks AS chunks
    JOIN document_chunk_terms AS held ON held.chunk_id = chunks.id
    WHERE chunks.document_id = documents.id AND chunks.version = documents.current_version AND cardinality(held.terms) > 0
    ORDER BY chunks.page, chunks.ordinal
    LIMIT 1
) AS first
WHERE documents.deleted_at IS NULL
ORDER BY versions.ready_at DESC, documents.id
LIMIT 1
