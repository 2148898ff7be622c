SELECT index, outcome
FROM prediction_batch_items
WHERE batch_id = $1 AND outcome IS NOT NULL
ORDER BY index
LIMIT 1000
