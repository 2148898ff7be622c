UPDATE document_ranges AS ranges
SET stale_since = $2
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
WHERE documents.id = $1 AND ranges.document_id = versions.document_id AND ranges.version = versions.version
RETURNING ranges.version, ranges.first_page, ranges.last_page
