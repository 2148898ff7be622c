-- The first passage of the newest law that applies on a day and has a provision with a name.
SELECT first.id, documents.id AS document_id, documents.owner_id, first.name
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version AND versions.status = 'ready'
CROSS JOIN LATERAL (
    SELECT chunks.id, provisions.names[1] AS name
    FROM document_chunks AS chunks
    JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = chunks.id
    WHERE chunks.document_id = documents.id AND chunks.version = documents.current_version
        AND cardinality(provisions.names) > 0
        AND coalesce(provisions.applies_from <= $1, TRUE) AND coalesce(provisions.applies_to > $1, TRUE)
    ORDER BY chunks.page, chunks.ordinal
    LIMIT 1
) AS first
WHERE documents.is_law AND documents.deleted_at IS NULL
ORDER BY versions.ready_at DESC, documents.id
LIMIT 1
