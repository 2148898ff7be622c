UPDATE datasets
SET object_etag = $2, object_version_id = $3, size = $4, updated_at = $5, status = 'processing', error_code = NULL,
    error_detail = NULL
WHERE id = $1
    AND deleted_at IS NULL
    AND (object_etag IS NULL OR object_etag = $2)
    AND (status IN ('pending', 'processing') OR (status = 'failed' AND error_code = ANY($6)))
RETURNING revision, mapping
