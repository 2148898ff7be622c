SELECT number, subject
FROM screening_batch_rows
WHERE batch_id = $1 AND subject IS NOT NULL AND hits IS NULL
ORDER BY number
LIMIT $2
