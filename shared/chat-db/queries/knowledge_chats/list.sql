SELECT total.count, page.*
FROM (
    SELECT count(*) AS count
    FROM chat_sessions AS sessions
    WHERE sessions.user_id = $1 AND sessions.workspace = 'sanctions' AND {filters}
) AS total
LEFT JOIN (
    SELECT
        sessions.id, sessions.title, sessions.folder_id, sessions.dataset_name, sessions.created_at, sessions.updated_at,
        (
            SELECT count(*)
            FROM chat_messages AS messages
            WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
        ) AS message_count
    FROM chat_sessions AS sessions
    WHERE sessions.user_id = $1 AND sessions.workspace = 'sanctions' AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
