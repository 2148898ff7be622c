SELECT count(*) AS stuck
FROM document_versions AS versions
JOIN documents ON documents.id = versions.document_id
WHERE versions.status IN ('pending', 'processing') AND versions.upload_expires_at < $1 AND documents.deleted_at IS NULL
