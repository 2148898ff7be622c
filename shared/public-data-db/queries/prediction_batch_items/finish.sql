UPDATE prediction_batch_items AS items
SET outcome = finished.outcome
FROM unnest($2::integer[], $3::jsonb[]) AS finished (index, outcome)
WHERE items.batch_id = $1 AND items.index = finished.index AND items.outcome IS NULL
