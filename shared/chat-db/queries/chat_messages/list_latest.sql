SELECT
    messages.id, messages.role, messages.content, messages.sources, messages.abstained, messages.degraded,
    messages.created_at, messages.question_id, messages.mode, messages.support, messages.grounding, messages.model,
    messages.is_stopped, messages.tool_calls, messages.analysis
FROM chat_messages AS messages
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE messages.session_id = $1 AND sessions.user_id = $2 AND messages.superseded_at IS NULL
ORDER BY messages.created_at DESC, messages.id DESC
LIMIT $3
