UPDATE rescreenings
SET status = 'failed', finished_at = $2, updated_at = $2
WHERE run_id = $1 AND finished_at IS NULL
