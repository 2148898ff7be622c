SELECT
    sessions.id, sessions.title, sessions.mode, sessions.workspace, sessions.dataset_id, sessions.created_at,
    (
        SELECT count(*)
        FROM chat_messages AS messages
        WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
    ) AS message_count
FROM chat_sessions AS sessions
WHERE sessions.user_id = $1
    AND sessions.workspace = 'knowledge'
    AND (
        $4::text IS NULL
        OR position(lower($4) IN lower(sessions.title)) > 0
        OR EXISTS (
            SELECT 1
            FROM chat_messages AS messages
            WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
                AND to_tsvector('english', messages.content) @@ websearch_to_tsquery('english', $4)
        )
    )
ORDER BY sessions.created_at DESC, sessions.id DESC
LIMIT $2 OFFSET $3
