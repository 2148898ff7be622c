SELECT id, status, total, error, model_version, demo, started_at
FROM prediction_batches
WHERE id = $1 AND user_id = $2 AND expires_at > $3
