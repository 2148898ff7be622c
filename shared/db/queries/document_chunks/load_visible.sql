-- The chunks come first, by their ids: from the documents on, every page that the caller may see would be looked at.
WITH chunks AS MATERIALIZED (
    SELECT
        id, document_id, version, page, ordinal, heading, start_offset, end_offset, text, unit_vectors_model,
        unit_vectors
    FROM document_chunks
    WHERE id = ANY ($2)
)
SELECT
    chunks.id, chunks.document_id, chunks.version, chunks.page, chunks.ordinal, chunks.heading, chunks.start_offset,
    chunks.end_offset, chunks.text, documents.name, documents.source, documents.type, versions.sha256,
    pages.text AS page_text, CASE WHEN chunks.unit_vectors_model = $3 THEN chunks.unit_vectors END AS unit_vectors
FROM chunks
JOIN visible_documents($1) AS documents
    ON documents.id = chunks.document_id AND documents.current_version = chunks.version
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
JOIN document_pages AS pages
    ON pages.document_id = chunks.document_id AND pages.version = chunks.version AND pages.page = chunks.page
