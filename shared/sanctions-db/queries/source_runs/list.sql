SELECT total.count, page.*
FROM (SELECT count(*) AS count FROM source_runs WHERE source_id = $1 AND {filters}) AS total
LEFT JOIN (
    SELECT id, source_id, trigger, status, error_code, error, records, added, changed, removed, created_at, started_at,
        finished_at
    FROM source_runs
    WHERE source_id = $1 AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
