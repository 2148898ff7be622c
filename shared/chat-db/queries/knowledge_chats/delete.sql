-- Answers that are being written in it are given up, as in `chat_sessions/delete_owned.sql`.
WITH deleted AS (
    DELETE FROM chat_sessions
    WHERE id = $1 AND user_id = $2 AND workspace = 'sanctions'
    RETURNING id, folder_id
), streams AS (
    DELETE FROM answer_streams USING deleted WHERE answer_streams.session_id = deleted.id AND answer_streams.user_id = $2
)
SELECT folder_id FROM deleted
