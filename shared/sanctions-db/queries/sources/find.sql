SELECT id, name, format, dataset, schedule, is_enabled, threshold, next_run_at, read_at, changed_at, covered_from, covered_to,
    failures, created_at, updated_at,
    (
        SELECT json_agg(json_build_object('part', part, 'url', url) ORDER BY part)
        FROM source_files
        WHERE source_id = sources.id
    ) AS files
FROM sources
WHERE id = $1
