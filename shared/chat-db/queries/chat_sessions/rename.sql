UPDATE chat_sessions
SET title = $3
WHERE id = $1 AND user_id = $2
RETURNING id, title, mode, workspace, dataset_id, created_at
