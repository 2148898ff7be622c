-- Also those that a process was killed over.
DELETE FROM backups
WHERE status <> 'complete' AND started_at < $1
