-- Ranges of what can be found, or could be as soon as its version is ready, that a collection does not hold.
SELECT ranges.document_id, ranges.version, ranges.first_page, ranges.last_page
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version >= documents.current_version
    AND versions.status IN ('processing', 'ready', 'failed')
JOIN document_ranges AS ranges
    ON ranges.document_id = versions.document_id AND ranges.version = versions.version
    AND ranges.done_at IS NOT NULL
WHERE documents.deleted_at IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM vector_collection_ranges AS held
        WHERE held.collection = $1
            AND held.document_id = ranges.document_id
            AND held.version = ranges.version
            AND held.first_page = ranges.first_page
    )
ORDER BY ranges.document_id, ranges.version, ranges.first_page
LIMIT $2
