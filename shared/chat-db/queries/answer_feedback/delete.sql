WITH answer AS (
    SELECT messages.id
    FROM chat_messages AS messages
    JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
    WHERE messages.id = $1 AND messages.role = 'assistant' AND sessions.user_id = $2
), withdrawn AS (
    DELETE FROM answer_feedback USING answer WHERE answer_feedback.message_id = answer.id
)
SELECT id FROM answer
