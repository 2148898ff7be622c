-- The object of the page's version, if the page waits and its document still answers from that version.
SELECT
    versions.object_key, versions.object_version_id, versions.sha256, scans.attempts, scans.updated_at,
    documents.generation
FROM document_page_scans AS scans
JOIN documents
    ON documents.id = scans.document_id AND documents.current_version = scans.version AND documents.deleted_at IS NULL
JOIN document_versions AS versions
    ON versions.document_id = scans.document_id AND versions.version = scans.version AND versions.status = 'ready'
WHERE scans.document_id = $1 AND scans.version = $2 AND scans.page = $3 AND scans.state = 'waiting'
