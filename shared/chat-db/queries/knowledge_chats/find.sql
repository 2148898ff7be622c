SELECT
    sessions.id, sessions.title, sessions.folder_id, sessions.dataset_name, sessions.created_at, sessions.updated_at,
    (
        SELECT count(*)
        FROM chat_messages AS messages
        WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
    ) AS message_count
FROM chat_sessions AS sessions
WHERE sessions.id = $1 AND sessions.user_id = $2 AND sessions.workspace = 'sanctions'
