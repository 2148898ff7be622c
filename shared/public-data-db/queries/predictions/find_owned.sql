SELECT id, model_version, demo, input, raw, eclo, lower, upper, level, severity, created_at
FROM predictions
WHERE id = $1 AND user_id = $2
