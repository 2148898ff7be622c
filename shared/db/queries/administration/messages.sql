SELECT
    (
        SELECT count(*)
        FROM chat_messages AS messages
        WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
    ) AS count,
    page.id, page.role, page.content, page.created_at
FROM chat_sessions AS sessions
LEFT JOIN (
    SELECT *
    FROM chat_messages
    WHERE session_id = $1 AND superseded_at IS NULL
    ORDER BY created_at, id
    LIMIT $2 OFFSET $3
) AS page ON true
WHERE sessions.id = $1
ORDER BY page.created_at, page.id
