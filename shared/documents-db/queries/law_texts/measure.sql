SELECT
    (
        SELECT coalesce(sum(length(pages.text)), 0)
        FROM document_pages AS pages
        WHERE pages.document_id = documents.id AND pages.version = documents.current_version
    ) AS characters,
    (
        SELECT count(DISTINCT (provision ->> 'annex', provision ->> 'article', provision ->> 'section'))
        FROM document_chunk_provisions AS provisions
        WHERE provisions.document_id = documents.id AND provisions.version = documents.current_version
            AND coalesce(provision ->> 'annex', provision ->> 'article', provision ->> 'section') IS NOT NULL
    ) AS provisions
FROM documents
WHERE documents.id = $1
