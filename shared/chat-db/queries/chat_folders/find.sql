SELECT id, name, created_at FROM chat_folders WHERE id = $1 AND user_id = $2
