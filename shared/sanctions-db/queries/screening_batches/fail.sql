UPDATE screening_batches
SET status = 'failed', error_code = $3, error = $4, finished_at = $2, updated_at = $2
WHERE id = $1 AND finished_at IS NULL
