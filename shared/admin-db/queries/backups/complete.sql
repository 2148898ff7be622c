-- Of one that another database took, this is all that is known.
INSERT INTO backups (id, status, started_at, finished_at, tables, rows, bytes, stored_bytes)
VALUES ($1, 'complete', $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET
    status = excluded.status,
    finished_at = excluded.finished_at,
    tables = excluded.tables,
    rows = excluded.rows,
    bytes = excluded.bytes,
    stored_bytes = excluded.stored_bytes,
    error = NULL
