INSERT INTO screening_batches (
    id, requested_by, file_name, object_key, bytes, encoding, threshold, sources, upload_until, created_at, updated_at, expires_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11)
