SELECT
    sessions.id, sessions.title, sessions.mode, sessions.created_at,
    (SELECT count(*) FROM chat_messages AS messages WHERE messages.session_id = sessions.id) AS message_count
FROM chat_sessions AS sessions
WHERE sessions.user_id = $1
ORDER BY sessions.created_at DESC, sessions.id DESC
LIMIT $2
