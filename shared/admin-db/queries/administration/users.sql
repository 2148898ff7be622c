SELECT total.count, page.id, page.email, page.name, page.role, page.status, page.created_at, page.session_count
FROM (
    SELECT CASE
        WHEN {is_filtered} THEN (SELECT count(*) FROM users WHERE {filters})
        ELSE (SELECT coalesce(sum(amount), 0)::bigint FROM row_counts WHERE relation = 'users')
    END AS count
) AS total
LEFT JOIN (
    SELECT users.*, account_status(users) AS status
    FROM users
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
