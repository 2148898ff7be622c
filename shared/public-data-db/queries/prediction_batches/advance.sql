-- The items are counted, not added up: whatever was stored before a run was killed counts once.
UPDATE prediction_batches AS batches
SET
    progress = finished.items,
    status = CASE WHEN finished.items = batches.total THEN 'success' ELSE 'processing' END,
    finished_at = CASE WHEN finished.items = batches.total THEN $2::timestamptz END,
    expires_at = CASE WHEN finished.items = batches.total THEN $3::timestamptz ELSE batches.expires_at END,
    updated_at = $2
FROM (
    SELECT count(*)::integer AS items
    FROM prediction_batch_items
    WHERE batch_id = $1 AND outcome IS NOT NULL
) AS finished
WHERE batches.id = $1
RETURNING batches.status
