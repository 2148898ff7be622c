-- The chunks come first, by their ids: from the documents on, every page that the caller may see would be looked at.
WITH chunks AS MATERIALIZED (
    SELECT
        asked.place, chunks.id, chunks.document_id, chunks.version, chunks.page, chunks.ordinal, chunks.heading,
        chunks.start_offset, chunks.end_offset, chunks.text, chunks.unit_vectors_model, chunks.unit_vectors
    FROM unnest($2::uuid[]) WITH ORDINALITY AS asked (id, place)
    JOIN document_chunks AS chunks ON chunks.id = asked.id
)
SELECT
    chunks.id, chunks.document_id, chunks.version, chunks.page, chunks.ordinal, chunks.heading, chunks.start_offset,
    chunks.end_offset, chunks.text, documents.name, documents.source, documents.type, versions.sha256,
    pages.text AS page_text, pages.half_start, pages.half_end, pages.rest_start, pages.rest, pages.ocr, provisions.provision,
    CASE WHEN chunks.unit_vectors_model = $3 THEN chunks.unit_vectors ELSE others.unit_vectors END AS unit_vectors
FROM chunks
JOIN visible_documents($1) AS documents
    ON documents.id = chunks.document_id AND documents.current_version = chunks.version
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
LEFT JOIN document_chunk_vectors AS others ON others.chunk_id = chunks.id AND others.model = $3
LEFT JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = chunks.id
JOIN document_pages AS pages
    ON pages.document_id = chunks.document_id AND pages.version = chunks.version AND pages.page = chunks.page
WHERE (cardinality($5::text[]) = 0 OR documents.source = ANY ($5))
    AND (cardinality($6::text[]) = 0 OR documents.type = ANY ($6))
    AND (cardinality($7::uuid[]) = 0 OR documents.id = ANY ($7))
    AND ($8::date IS NULL OR coalesce(provisions.applies_from <= $8, TRUE) AND coalesce(provisions.applies_to > $8, TRUE))
    AND ($9::text IS NULL OR provisions.language = $9)
ORDER BY chunks.place
LIMIT $4
