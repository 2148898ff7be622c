SELECT versions.document_id, versions.version
FROM document_versions AS versions
JOIN documents ON documents.id = versions.document_id
WHERE versions.superseded_at IS NOT NULL
    AND versions.retired_at IS NULL
    AND documents.deleted_at IS NULL
ORDER BY versions.superseded_at
LIMIT $1
