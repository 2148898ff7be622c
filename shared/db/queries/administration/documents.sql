SELECT
    total.count, page.id, page.name, page.type, page.source, page.created_at, page.status, page.object_key, page.chunk_count,
    page.error_detail
FROM (
    SELECT count(*) AS count
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
    WHERE {filters}
) AS total
LEFT JOIN (
    SELECT
        documents.id, documents.name, documents.type, documents.source, documents.created_at, versions.status,
        versions.object_key, versions.chunk_count, versions.error_detail
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
