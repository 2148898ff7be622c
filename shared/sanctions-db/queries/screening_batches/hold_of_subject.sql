SELECT id
FROM screening_batches
WHERE id IN (SELECT batch_id FROM screening_batch_rows WHERE subject_key = $1 OR name_key = $2)
ORDER BY id
FOR UPDATE
