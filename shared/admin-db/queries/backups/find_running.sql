SELECT id
FROM backups
WHERE status = 'running' AND started_at < $1
ORDER BY started_at
