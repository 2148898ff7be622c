INSERT INTO chat_folders (id, user_id, name, created_at)
VALUES ($1, $2, $3, $4)
ON CONFLICT (user_id, lower(name)) DO NOTHING
