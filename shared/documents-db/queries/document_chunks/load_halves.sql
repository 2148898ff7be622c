WITH asked AS MATERIALIZED (
    SELECT document_id, version, page, ordinal, start_offset, end_offset
    FROM document_chunks
    WHERE id = ANY ($2)
), halves AS MATERIALIZED (
    -- the rests of sentences with which chunks end
    SELECT
        asked.document_id, asked.version, asked.page + 1 AS page, pages.rest_start AS start_offset,
        pages.rest_start + length(pages.rest) AS end_offset
    FROM asked
    JOIN document_pages AS pages
        ON pages.document_id = asked.document_id AND pages.version = asked.version AND pages.page = asked.page
    WHERE pages.half_start >= asked.start_offset AND pages.half_end <= asked.end_offset
    UNION
    -- the first halves of sentences with whose rests pages start
    SELECT asked.document_id, asked.version, pages.page, pages.half_start, pages.half_end
    FROM asked
    JOIN document_pages AS pages
        ON pages.document_id = asked.document_id AND pages.version = asked.version AND pages.page = asked.page - 1
    WHERE asked.ordinal = 0 AND pages.half_start IS NOT NULL
)
SELECT DISTINCT ON (halves.document_id, halves.page, halves.start_offset)
    chunks.id, chunks.document_id, chunks.version, chunks.page, chunks.ordinal, chunks.heading, halves.start_offset,
    halves.end_offset, substr(pages.text, halves.start_offset + 1, halves.end_offset - halves.start_offset) AS text,
    documents.name, documents.source, documents.type, versions.sha256, pages.text AS page_text, pages.half_start,
    pages.half_end, pages.rest_start, pages.rest, pages.ocr, provisions.provision,
    CASE WHEN chunks.unit_vectors_model = $3 THEN chunks.unit_vectors ELSE others.unit_vectors END AS unit_vectors
FROM halves
JOIN visible_documents($1) AS documents
    ON documents.id = halves.document_id AND documents.current_version = halves.version
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
JOIN document_chunks AS chunks
    ON chunks.document_id = halves.document_id AND chunks.version = halves.version AND chunks.page = halves.page
    AND chunks.start_offset <= halves.start_offset AND chunks.end_offset >= halves.end_offset
LEFT JOIN document_chunk_vectors AS others ON others.chunk_id = chunks.id AND others.model = $3
LEFT JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = chunks.id
JOIN document_pages AS pages
    ON pages.document_id = halves.document_id AND pages.version = halves.version AND pages.page = halves.page
ORDER BY halves.document_id, halves.page, halves.start_offset, chunks.ordinal
