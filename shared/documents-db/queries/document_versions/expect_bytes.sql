UPDATE document_versions
SET sha256 = $3
WHERE document_id = $1 AND version = $2 AND sha256 IS NULL AND status = 'pending'
