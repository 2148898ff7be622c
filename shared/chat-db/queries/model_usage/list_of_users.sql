SELECT
    total.count, page.user_id AS id, users.email, users.name, page.requests, page.tokens, page.cost
FROM (
    SELECT count(*) AS count
    FROM model_usage
    WHERE period = 'month' AND starts_on = $1 AND user_id IS NOT NULL
) AS total
LEFT JOIN (
    SELECT user_id, requests, tokens, cost
    FROM model_usage
    WHERE period = 'month' AND starts_on = $1 AND user_id IS NOT NULL
    ORDER BY cost DESC, tokens DESC, user_id
    LIMIT $2 OFFSET $3
) AS page ON true
LEFT JOIN LATERAL (SELECT email, name FROM users WHERE users.id = page.user_id LIMIT 1) AS users ON true
ORDER BY page.cost DESC, page.tokens DESC, page.user_id
