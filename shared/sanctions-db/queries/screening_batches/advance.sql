UPDATE screening_batches AS batches
SET rows_screened = batches.rows_screened + $3,
    rows_with_hits = batches.rows_with_hits + $4,
    alerts_opened = batches.alerts_opened + $5,
    status = CASE WHEN waiting.any THEN 'processing' ELSE 'done' END,
    finished_at = CASE WHEN NOT waiting.any THEN $2::timestamptz END,
    updated_at = $2
FROM (
    SELECT EXISTS (
        SELECT FROM screening_batch_rows WHERE batch_id = $1 AND subject IS NOT NULL AND hits IS NULL
    ) AS any
) AS waiting
WHERE batches.id = $1
RETURNING batches.status
