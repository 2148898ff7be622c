INSERT INTO chat_sessions (id, user_id, title, mode, created_at)
VALUES ($1, $2, $3, $4, $5)
