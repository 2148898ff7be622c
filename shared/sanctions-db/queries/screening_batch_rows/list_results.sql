SELECT number, reference, subject ->> 'name' AS name, errors, hits, is_truncated
FROM screening_batch_rows
WHERE batch_id = $1 AND number > $2 AND ($3::text IS NULL OR CASE $3 WHEN 'invalid' THEN errors IS NOT NULL ELSE hits <> '[]' END)
ORDER BY number
LIMIT $4
