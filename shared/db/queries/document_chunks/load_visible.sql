SELECT
    chunks.id, chunks.document_id, chunks.version, chunks.page, chunks.ordinal, chunks.heading, chunks.start_offset,
    chunks.end_offset, chunks.text, documents.name, documents.source, documents.type, versions.sha256,
    pages.text AS page_text, CASE WHEN chunks.unit_vectors_model = $3 THEN chunks.unit_vectors END AS unit_vectors
FROM visible_documents($1) AS documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
JOIN document_chunks AS chunks
    ON chunks.document_id = documents.id AND chunks.version = documents.current_version
JOIN document_pages AS pages
    ON pages.document_id = chunks.document_id AND pages.version = chunks.version AND pages.page = chunks.page
WHERE chunks.id = ANY ($2)
