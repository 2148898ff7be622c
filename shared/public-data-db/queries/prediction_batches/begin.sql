UPDATE prediction_batches
SET status = 'processing', model_version = $2, demo = $3, started_at = coalesce(started_at, $4), updated_at = $4
WHERE id = $1
