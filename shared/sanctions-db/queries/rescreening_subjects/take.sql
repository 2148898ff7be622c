-- Of these subjects, newest first, and not those who were compared with this version of the list or a later one. Alerts say nothing about that: another of
-- these may have made them.
WITH later AS (
    SELECT coalesce(array_agg(indexes.run_id), '{}') AS versions
    FROM name_indexes AS indexes
    WHERE indexes.source_id = $2
        AND indexes.created_at >= (SELECT created_at FROM name_indexes WHERE run_id = $1)
),
stored AS (
    SELECT screenings.subject_key, screenings.name_key, screenings.screened_at AS stored_at, screenings.list_versions && later.versions AS is_covered
    FROM screenings, later
    WHERE screenings.subject_key = ANY($5) AND screenings.expires_at > $3 AND (screenings.sources IS NULL OR $2 = ANY(screenings.sources))
    UNION ALL
    SELECT rows.subject_key, rows.name_key, batches.created_at, batches.list_versions && later.versions
    FROM screening_batch_rows AS rows
    JOIN screening_batches AS batches ON batches.id = rows.batch_id
    CROSS JOIN later
    WHERE rows.subject_key = ANY($5) AND batches.expires_at > $3 AND (batches.sources IS NULL OR $2 = ANY(batches.sources))
    UNION ALL
    SELECT alerts.subject_key, alerts.name_key, alerts.screened_at, false
    FROM screening_alerts AS alerts
    JOIN list_entities AS entities ON entities.id = alerts.entity_id
    WHERE alerts.subject_key = ANY($5) AND alerts.expires_at > $3 AND entities.source_id = $2
),
newest AS (
    -- one of the keys of a name: they are all the same, or absent
    SELECT subject_key, (array_agg(name_key) FILTER (WHERE name_key IS NOT NULL))[1] AS name_key, max(stored_at) AS stored_at
    FROM stored
    GROUP BY subject_key
    HAVING NOT bool_or(is_covered)
),
taken AS (
    INSERT INTO rescreening_subjects (run_id, subject_key, name_key, stored_at)
    SELECT $1, subject_key, name_key, stored_at
    FROM newest
    ORDER BY stored_at DESC, subject_key
    LIMIT $4
    ON CONFLICT (run_id, subject_key) DO NOTHING
    RETURNING subject_key
)
SELECT (SELECT count(*) FROM newest) AS candidates,
    (SELECT count(*) FROM taken) AS taken,
    (
        SELECT count(*)
        FROM newest
        JOIN rescreening_subjects AS known ON known.run_id = $1 AND known.subject_key = newest.subject_key
    ) AS known
