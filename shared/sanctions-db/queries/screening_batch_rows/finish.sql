UPDATE screening_batch_rows AS rows
SET hits = screened.hits, is_truncated = screened.is_truncated, screened_at = $2
FROM unnest($3::integer[], $4::jsonb[], $5::boolean[]) AS screened (number, hits, is_truncated)
WHERE rows.batch_id = $1 AND rows.number = screened.number AND rows.subject IS NOT NULL AND rows.hits IS NULL
