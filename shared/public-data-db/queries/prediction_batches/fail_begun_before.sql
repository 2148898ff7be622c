UPDATE prediction_batches
SET status = 'failed', error = $4, finished_at = $2, updated_at = $2, expires_at = $3
WHERE id IN (
    SELECT id
    FROM prediction_batches
    WHERE status = 'processing' AND started_at <= $1
    ORDER BY id
    FOR UPDATE SKIP LOCKED
)
RETURNING id
