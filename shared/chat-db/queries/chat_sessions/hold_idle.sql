-- Whoever is about to store what was said in one holds it, and it is passed over; so is one in which an answer is being told, or whose
-- account somebody else changes: deleting counts for it, and nothing is waited for.
SELECT sessions.id
FROM chat_sessions AS sessions
JOIN users ON users.id = sessions.user_id
WHERE sessions.created_at < $1
    AND NOT EXISTS (
        SELECT 1 FROM chat_messages AS messages WHERE messages.session_id = sessions.id AND messages.created_at >= $1
    )
    AND NOT EXISTS (SELECT 1 FROM answer_streams AS streams WHERE streams.session_id = sessions.id)
ORDER BY sessions.created_at, sessions.id
LIMIT $2
FOR NO KEY UPDATE OF users SKIP LOCKED
FOR UPDATE OF sessions SKIP LOCKED
