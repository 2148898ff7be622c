UPDATE datasets
SET status = 'failed', error_code = $3, error_detail = $4, updated_at = $5
WHERE id = $1 AND revision = $2 AND status IN ('pending', 'processing')
