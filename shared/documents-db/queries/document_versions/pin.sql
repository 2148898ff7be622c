UPDATE document_versions
SET object_etag = $3, object_version_id = $4, size = $5, updated_at = $6, status = 'processing'
WHERE document_id = $1
    AND version = $2
    AND (object_etag IS NULL OR object_etag = $3)
    AND status IN ('pending', 'processing')
