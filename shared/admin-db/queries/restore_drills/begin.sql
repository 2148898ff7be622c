INSERT INTO restore_drills (id, status, started_at)
VALUES ($1, 'running', $2)
