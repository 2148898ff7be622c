UPDATE document_versions
SET updated_at = $3
WHERE document_id = $1 AND version = $2 AND status = 'processing'
