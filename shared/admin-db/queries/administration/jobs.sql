SELECT
    total.count, page.id, page.version, page.name, page.status, page.page_count, page.pages_done, page.chunk_count, page.error_code,
    page.error_detail, page.created_at, page.updated_at
FROM (
    SELECT count(*) AS count
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions ON versions.document_id = documents.id
    WHERE {filters}
) AS total
LEFT JOIN (
    SELECT
        documents.id, documents.name, versions.version, versions.status, versions.page_count, versions.pages_done,
        versions.chunk_count, versions.error_code, versions.error_detail, versions.created_at, versions.updated_at
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions ON versions.document_id = documents.id
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
