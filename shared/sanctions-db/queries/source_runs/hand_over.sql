UPDATE source_runs
SET status = 'processing', attempts = 0, updated_at = $2, held_until = NULL
WHERE id = $1 AND status = 'fetching'
