SELECT number, reference, errors
FROM screening_batch_rows
WHERE batch_id = $1 AND errors IS NOT NULL
ORDER BY number
LIMIT $2
