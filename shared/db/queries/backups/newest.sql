SELECT max(started_at) AS started_at, max(verified_at) AS verified_at
FROM backups
WHERE status = 'complete'
