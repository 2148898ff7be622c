-- With its streams goes what answers that are being written tell: whoever writes them notices and stops.
WITH streams AS (
    DELETE FROM answer_streams WHERE session_id = $1 AND user_id = $2
)
DELETE FROM chat_sessions
WHERE id = $1 AND user_id = $2
