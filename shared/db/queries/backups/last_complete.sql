SELECT max(started_at) AS started_at
FROM backups
WHERE status = 'complete'
