UPDATE document_versions
SET status = 'processing', error_code = NULL, error_detail = NULL, updated_at = $4
WHERE document_id = $1
    AND version = $2
    AND status = 'failed'
    AND error_code = $3
