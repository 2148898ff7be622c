SELECT
    messages.id, messages.role, messages.content, messages.sources, messages.abstained, messages.degraded,
    messages.created_at, messages.question_id, messages.mode, messages.support, messages.grounding, messages.model,
    messages.is_stopped, messages.tool_calls, messages.analysis, messages.session_id, questions.content AS question, feedback.rating, feedback.comment,
    feedback.created_at AS rated_at, feedback.is_inaccurate
FROM chat_messages AS messages
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
LEFT JOIN chat_messages AS questions ON questions.id = messages.question_id
LEFT JOIN answer_feedback AS feedback ON feedback.message_id = messages.id
WHERE messages.id = $1 AND messages.role = 'assistant' AND sessions.user_id = $2
