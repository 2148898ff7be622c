-- The foreign key moves its conversations to the default folder.
DELETE FROM chat_folders WHERE id = $1 AND user_id = $2
