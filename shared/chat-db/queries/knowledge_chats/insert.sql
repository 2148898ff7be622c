INSERT INTO chat_sessions (id, user_id, title, mode, created_at, workspace, updated_at, folder_id, dataset_name)
VALUES ($1, $2, $3, $4, $5, 'sanctions', $5, $6, $7)
