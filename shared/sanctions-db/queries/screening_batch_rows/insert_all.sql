INSERT INTO screening_batch_rows (batch_id, number, reference, subject_key, name_key, subject, errors)
SELECT $1, rows.*
FROM unnest($2::integer[], $3::text[], $4::bytea[], $5::bytea[], $6::jsonb[], $7::jsonb[]) AS rows (
    number, reference, subject_key, name_key, subject, errors
)
