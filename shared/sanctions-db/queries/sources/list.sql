SELECT total.count, page.*
FROM (SELECT count(*) AS count FROM sources WHERE {filters}) AS total
LEFT JOIN (
    SELECT id, name, format, dataset, schedule, is_enabled, threshold, next_run_at, read_at, changed_at, covered_from, covered_to, failures,
        created_at, updated_at,
        (
            SELECT json_agg(json_build_object('part', part, 'url', url) ORDER BY part)
            FROM source_files
            WHERE source_id = sources.id
        ) AS files
    FROM sources
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
