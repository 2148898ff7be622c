UPDATE restore_drills
SET status = 'failed', finished_at = $2, error = $3
WHERE status = 'running' AND started_at < $1
