INSERT INTO prediction_batches (id, user_id, total, created_at, updated_at, expires_at)
VALUES ($1, $2, $3, $4, $4, $5)
