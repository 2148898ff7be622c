SELECT count(*) FROM chat_folders WHERE user_id = $1
