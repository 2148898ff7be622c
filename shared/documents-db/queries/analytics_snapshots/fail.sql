UPDATE analytics_snapshots
SET status = 'failed', error_code = $2, error_detail = $3, updated_at = $4
WHERE id = $1 AND status IN ('pending', 'processing')
