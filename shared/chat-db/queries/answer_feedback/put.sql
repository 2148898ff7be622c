INSERT INTO answer_feedback (message_id, rating, comment, created_at, is_inaccurate)
SELECT messages.id, $3, $4, $5, $6
FROM chat_messages AS messages
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE messages.id = $1 AND messages.role = 'assistant' AND sessions.user_id = $2
ON CONFLICT (message_id) DO UPDATE
SET rating = excluded.rating, comment = excluded.comment, created_at = excluded.created_at,
    is_inaccurate = excluded.is_inaccurate
RETURNING rating, comment, created_at, is_inaccurate
