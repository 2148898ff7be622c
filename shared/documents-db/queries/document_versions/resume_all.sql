UPDATE document_versions
SET status = 'processing', error_code = NULL, error_detail = NULL, updated_at = $3
WHERE document_id = $1
    AND status = 'failed'
    AND error_code = $2
RETURNING version
