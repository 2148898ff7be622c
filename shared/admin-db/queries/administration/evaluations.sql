SELECT
    total.count, page.id, page.dataset_name, page.dataset_version, page.total_cases, page.passed_cases, page.avg_score,
    page.avg_latency_ms, page.figures, page.started_at, page.finished_at, page.created_at
FROM (SELECT count(*) AS count FROM evaluations WHERE {filters}) AS total
LEFT JOIN (
    SELECT *
    FROM evaluations
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
