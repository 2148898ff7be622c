SELECT sessions.id, sessions.dataset_id, sessions.title, sessions.created_at, sessions.updated_at
FROM chat_sessions AS sessions
WHERE sessions.user_id = $1
    AND sessions.workspace = 'data'
    AND ($2::uuid IS NULL OR sessions.dataset_id = $2)
    AND (sessions.dataset_id IS NULL OR EXISTS (SELECT 1 FROM visible_datasets($1) AS seen WHERE seen.id = sessions.dataset_id))
ORDER BY sessions.updated_at DESC, sessions.id DESC
LIMIT $3 OFFSET $4
