-- The subjects that were stored before the triggers of the migration before. It locks no table that requests change.
INSERT INTO screened_subjects AS known (subject_key, name_key, screened_at, expires_at)
SELECT subject_key, (array_agg(name_key) FILTER (WHERE name_key IS NOT NULL))[1], max(screened_at), max(expires_at)
FROM (
    SELECT subject_key, name_key, screened_at, expires_at FROM screenings
    UNION ALL
    SELECT rows.subject_key, rows.name_key, batches.created_at, batches.expires_at
    FROM screening_batch_rows AS rows
    JOIN screening_batches AS batches ON batches.id = rows.batch_id
    WHERE rows.subject_key IS NOT NULL
    UNION ALL
    SELECT subject_key, name_key, screened_at, expires_at FROM screening_alerts
) AS stored
GROUP BY subject_key
ORDER BY subject_key
ON CONFLICT (subject_key) DO UPDATE
SET name_key = coalesce(known.name_key, excluded.name_key), screened_at = greatest(excluded.screened_at, known.screened_at),
    expires_at = greatest(excluded.expires_at, known.expires_at);
