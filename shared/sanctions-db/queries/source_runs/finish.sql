UPDATE source_runs
SET status = $2, error_code = left($3, 40), error = left($4, 500), updated_at = $5, finished_at = $5, held_until = NULL,
    records = $6, added = $7, changed = $8, removed = $9
WHERE id = $1 AND finished_at IS NULL
RETURNING created_at
