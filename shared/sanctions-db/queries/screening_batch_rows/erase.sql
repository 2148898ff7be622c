DELETE FROM screening_batch_rows WHERE subject_key = $1 OR name_key = $2 RETURNING batch_id
