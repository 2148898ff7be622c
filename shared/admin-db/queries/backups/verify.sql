UPDATE backups
SET verified_at = $2
WHERE id = $1
