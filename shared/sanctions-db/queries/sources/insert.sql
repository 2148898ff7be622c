INSERT INTO sources (id, name, format, dataset, schedule, is_enabled, threshold, next_run_at, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $8)
ON CONFLICT (lower(name)) DO NOTHING
