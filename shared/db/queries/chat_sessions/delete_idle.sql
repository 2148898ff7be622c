WITH idle AS (
    SELECT sessions.id
    FROM chat_sessions AS sessions
    WHERE sessions.created_at < $1
        AND NOT EXISTS (
            SELECT 1 FROM chat_messages AS messages WHERE messages.session_id = sessions.id AND messages.created_at >= $1
        )
    ORDER BY sessions.created_at, sessions.id
    LIMIT $2
),
streams AS (
    DELETE FROM answer_streams USING idle WHERE answer_streams.session_id = idle.id
)
DELETE FROM chat_sessions USING idle
WHERE chat_sessions.id = idle.id
