DELETE FROM chat_sessions
WHERE id IN (SELECT object_id FROM erasures WHERE kind = 'conversation')
