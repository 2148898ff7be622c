SELECT id, status, started_at, finished_at, tables, rows, bytes, stored_bytes, verified_at, error
FROM backups
ORDER BY started_at DESC, id DESC
LIMIT $1
