SELECT
    total.count, page.id, page.title, page.mode, page.created_at, users.email AS user_email, users.name AS user_name,
    (
        SELECT count(*)
        FROM chat_messages AS messages
        WHERE messages.session_id = page.id AND messages.superseded_at IS NULL
    ) AS message_count
FROM (
    SELECT CASE
        WHEN {is_filtered} THEN (SELECT count(*) FROM chat_sessions WHERE {filters})
        ELSE (SELECT coalesce(sum(amount), 0)::bigint FROM row_counts WHERE relation = 'chat_sessions')
    END AS count
) AS total
LEFT JOIN (
    SELECT chat_sessions.*
    FROM chat_sessions
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
LEFT JOIN LATERAL (SELECT email, name FROM users WHERE users.id = page.user_id LIMIT 1) AS users ON true
ORDER BY {order}
