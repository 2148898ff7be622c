-- Of a ready version that is the current one; others are not read again.
SELECT scans.page
FROM document_page_scans AS scans
JOIN documents
    ON documents.id = scans.document_id AND documents.current_version = scans.version AND documents.deleted_at IS NULL
JOIN document_versions AS versions
    ON versions.document_id = scans.document_id AND versions.version = scans.version AND versions.status = 'ready'
WHERE scans.document_id = $1 AND scans.version = $2 AND scans.page BETWEEN $3 AND $4 AND scans.state = 'waiting'
ORDER BY scans.page
