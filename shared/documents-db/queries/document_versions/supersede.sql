UPDATE document_versions AS versions
SET superseded_at = $2
FROM documents
WHERE documents.id = $1
    AND versions.document_id = documents.id
    AND versions.version < documents.current_version
    AND versions.status = 'ready'
    AND versions.superseded_at IS NULL
