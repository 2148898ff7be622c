UPDATE chat_sessions AS sessions
SET
    title = coalesce($3, sessions.title),
    folder_id = CASE WHEN $4 THEN $5 ELSE sessions.folder_id END,
    dataset_name = CASE WHEN $6 THEN $7 ELSE sessions.dataset_name END,
    updated_at = $8
WHERE sessions.id = $1 AND sessions.user_id = $2 AND sessions.workspace = 'sanctions'
RETURNING
    sessions.id, sessions.title, sessions.folder_id, sessions.dataset_name, sessions.created_at, sessions.updated_at,
    (
        SELECT count(*)
        FROM chat_messages AS messages
        WHERE messages.session_id = sessions.id AND messages.superseded_at IS NULL
    ) AS message_count
