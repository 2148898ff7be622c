SELECT total.count, page.*
FROM (SELECT count(*) AS count FROM predictions WHERE user_id = $1 AND {filters}) AS total
LEFT JOIN (
    SELECT id, model_version, demo, input, raw, eclo, lower, upper, level, severity, created_at
    FROM predictions
    WHERE user_id = $1 AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
