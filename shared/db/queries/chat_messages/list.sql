SELECT messages.id, messages.role, messages.content, messages.sources, messages.abstained, messages.degraded, messages.created_at
FROM chat_messages AS messages
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE messages.session_id = $1 AND sessions.user_id = $2
ORDER BY messages.created_at, messages.id
LIMIT $3
