SELECT messages.role
FROM chat_messages AS messages
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE messages.id = $2 AND sessions.id = $1 AND sessions.user_id = $3 AND sessions.workspace = 'sanctions'
