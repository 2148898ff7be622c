SELECT id, source_id, trigger, status, error_code, error, records, added, changed, removed, created_at, started_at, finished_at
FROM source_runs
WHERE id = $1
