SELECT id, name, created_at
FROM chat_folders
WHERE user_id = $1
ORDER BY lower(name), id
