SELECT count(*)
FROM chat_sessions AS sessions
WHERE sessions.user_id = $1
    AND sessions.workspace = 'knowledge'
    AND (
        $2::text IS NULL
        OR position(lower($2) IN lower(sessions.title)) > 0
        OR EXISTS (
            SELECT 1
            FROM chat_messages AS messages
            WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
                AND to_tsvector('english', messages.content) @@ websearch_to_tsquery('english', $2)
        )
    )
