SELECT sessions.id, sessions.title, sessions.mode, sessions.workspace, sessions.dataset_id, sessions.created_at
FROM chat_messages AS messages
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE messages.id = $1 AND messages.role = 'assistant' AND sessions.user_id = $2
