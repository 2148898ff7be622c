SELECT count(*) AS outdated
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
WHERE documents.deleted_at IS NULL
    AND EXISTS (
        SELECT 1
        FROM document_ranges AS ranges
        WHERE ranges.document_id = versions.document_id
            AND ranges.version = versions.version
            AND coalesce(ranges.reader_version, 0) < $1
    )
