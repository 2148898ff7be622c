SELECT index, input
FROM prediction_batch_items
WHERE batch_id = $1 AND outcome IS NULL
ORDER BY index
LIMIT $2
