SELECT
    documents.id, documents.owner_id, documents.access, documents.name, documents.type, documents.source,
    versions.created_at, versions.version AS current_version, versions.updated_at, versions.status, versions.object_key,
    versions.object_version_id, versions.object_etag, versions.size, versions.sha256, versions.page_count,
    versions.pages_done, versions.chunk_count, versions.pages_without_text, versions.pages_read_by_ocr,
    versions.error_code, versions.error_detail,
    documents.is_law, coalesce(documents.act, stated.act) AS law_act, coalesce(documents.language, stated.language) AS law_language,
    coalesce(documents.valid_from, stated.valid_from) AS law_from, coalesce(documents.valid_to, stated.valid_to) AS law_to,
    versions.version = documents.current_version AS is_current, versions.superseded_at,
    ARRAY(
        SELECT others.version
        FROM document_versions AS others
        WHERE others.document_id = versions.document_id
            AND others.version <> versions.version
            AND others.sha256 = versions.sha256
        ORDER BY others.version
    ) AS same_bytes,
    (
        SELECT nullif(min(coalesce(ranges.reader_version, 0)), 0)
        FROM document_ranges AS ranges
        WHERE ranges.document_id = versions.document_id AND ranges.version = versions.version
    ) AS reader_version
FROM visible_documents($1) AS documents
JOIN document_versions AS versions ON versions.document_id = documents.id
LEFT JOIN LATERAL stated_law(documents.id, versions.version) AS stated ON documents.is_law
WHERE documents.id = $2 AND versions.version = $3
