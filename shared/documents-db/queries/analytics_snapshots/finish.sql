UPDATE analytics_snapshots
SET status = 'ready', payload = $2, sha256 = $3, analytics_ms = $4, updated_at = $5, error_code = NULL, error_detail = NULL
WHERE id = $1 AND status = 'processing' AND deleted_at IS NULL
