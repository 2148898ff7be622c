UPDATE backups
SET status = 'failed', finished_at = $2, error = left($3, 1000)
WHERE id = $1 AND verified_at IS NULL
