SELECT documents.id
FROM visible_documents($1) AS documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
WHERE versions.sha256 = $2 AND versions.status <> 'failed'
ORDER BY documents.created_at, documents.id
LIMIT 1
