INSERT INTO predictions (
    id, user_id, model_version, demo, input, raw, eclo, lower, upper, level, severity, created_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
