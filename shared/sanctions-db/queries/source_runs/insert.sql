INSERT INTO source_runs (id, source_id, trigger, requested_by, accepts_loss, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $6)
ON CONFLICT (source_id) WHERE finished_at IS NULL DO NOTHING
