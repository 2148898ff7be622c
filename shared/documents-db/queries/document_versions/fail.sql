UPDATE document_versions
SET status = 'failed', error_code = $3, error_detail = $4, updated_at = $5
WHERE document_id = $1
    AND version = $2
    AND status IN ('pending', 'processing')
RETURNING (SELECT source FROM documents WHERE id = document_versions.document_id) AS source
