-- what was given of subjects last; an alert has the threshold of its list, so it comes after what a caller asked for
WITH stored AS (
    SELECT subject_key, subject, threshold, screened_at AS stored_at, expires_at, false AS is_alert
    FROM screenings
    WHERE subject_key = ANY($1) AND expires_at > $3 AND (sources IS NULL OR $2 = ANY(sources))
    UNION ALL
    SELECT rows.subject_key, rows.subject, batches.threshold, batches.created_at, batches.expires_at, false
    FROM screening_batch_rows AS rows
    JOIN screening_batches AS batches ON batches.id = rows.batch_id
    WHERE rows.subject_key = ANY($1) AND batches.expires_at > $3 AND (batches.sources IS NULL OR $2 = ANY(batches.sources))
    UNION ALL
    SELECT alerts.subject_key, alerts.subject, alerts.threshold, alerts.screened_at, alerts.expires_at, true
    FROM screening_alerts AS alerts
    JOIN list_entities AS entities ON entities.id = alerts.entity_id
    WHERE alerts.subject_key = ANY($1) AND alerts.expires_at > $3 AND entities.source_id = $2
)
SELECT DISTINCT ON (subject_key) subject_key, subject, threshold, max(expires_at) OVER (PARTITION BY subject_key) AS expires_at
FROM stored
ORDER BY subject_key, is_alert, stored_at DESC
