UPDATE source_runs
SET status = $4, attempts = attempts + 1, started_at = coalesce(started_at, $2), updated_at = $2, held_until = $3
WHERE id = $1
    AND (status = $4 OR (status = 'queued' AND $4 = 'fetching'))
    AND (held_until IS NULL OR held_until <= $2)
RETURNING source_id, attempts, accepts_loss
