SELECT id, title, mode, workspace, dataset_id, created_at
FROM chat_sessions
WHERE id = $1 AND user_id = $2
