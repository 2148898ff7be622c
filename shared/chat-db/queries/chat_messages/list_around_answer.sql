-- What stands last in the conversation of an answer.
SELECT
    messages.id, messages.role, messages.content, messages.sources, messages.abstained, messages.degraded,
    messages.created_at, messages.question_id, messages.mode, messages.support, messages.grounding, messages.model,
    messages.is_stopped, messages.tool_calls, messages.analysis
FROM chat_messages AS answers
JOIN chat_sessions AS sessions ON sessions.id = answers.session_id
JOIN chat_messages AS messages ON messages.session_id = answers.session_id AND messages.superseded_at IS NULL
WHERE answers.id = $1 AND answers.role = 'assistant' AND sessions.user_id = $2
ORDER BY messages.created_at DESC, messages.id DESC
LIMIT $3
