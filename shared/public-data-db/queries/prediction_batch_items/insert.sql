INSERT INTO prediction_batch_items (batch_id, index, input, outcome)
SELECT $1, items.index::integer, items.input, items.outcome
FROM unnest($2::jsonb[], $3::jsonb[]) WITH ORDINALITY AS items (input, outcome, index)
