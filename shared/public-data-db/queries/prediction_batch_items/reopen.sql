UPDATE prediction_batch_items
SET outcome = NULL
WHERE batch_id = $1 AND outcome -> 'figures' <> 'null'
