SELECT id
FROM chat_sessions
WHERE user_id = $1 AND title = $2
ORDER BY created_at, id
LIMIT 1
