INSERT INTO backups (id, status, started_at)
VALUES ($1, 'running', $2)
