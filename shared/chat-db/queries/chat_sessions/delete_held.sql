-- Something may have been said, or begun to be told, between the look and the lock.
DELETE FROM chat_sessions
WHERE id = ANY ($1)
    AND NOT EXISTS (
        SELECT 1 FROM chat_messages AS messages WHERE messages.session_id = chat_sessions.id AND messages.created_at >= $2
    )
    AND NOT EXISTS (SELECT 1 FROM answer_streams AS streams WHERE streams.session_id = chat_sessions.id)
