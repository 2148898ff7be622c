UPDATE backups
SET status = 'failed', finished_at = $2, verified_at = NULL, error = left($3, 1000)
WHERE id = $1
