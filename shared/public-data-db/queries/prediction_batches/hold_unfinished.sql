SELECT id, status, total, error, model_version, demo, started_at
FROM prediction_batches
WHERE id = $1 AND status IN ('pending', 'processing') AND expires_at > $2
FOR UPDATE
