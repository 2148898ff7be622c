SELECT scans.document_id, scans.version, scans.page
FROM document_page_scans AS scans
JOIN documents
    ON documents.id = scans.document_id AND documents.current_version = scans.version AND documents.deleted_at IS NULL
JOIN document_versions AS versions
    ON versions.document_id = scans.document_id AND versions.version = scans.version AND versions.status = 'ready'
WHERE scans.state = 'waiting' AND scans.updated_at < $1
ORDER BY scans.updated_at, scans.document_id, scans.page
LIMIT $2
