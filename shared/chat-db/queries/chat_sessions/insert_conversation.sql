WITH session AS (
    INSERT INTO chat_sessions (id, user_id, title, mode, created_at)
    VALUES ($1, $2, $3, $4, $5)
    RETURNING id, mode
)
INSERT INTO chat_messages (id, session_id, role, content, created_at, question_id, mode)
SELECT
    said.id, session.id, said.role, said.content, said.created_at, said.question_id,
    CASE WHEN said.question_id IS NOT NULL THEN session.mode END
FROM session
CROSS JOIN unnest($6::uuid[], $7::text[], $8::text[], $9::timestamptz[], $10::uuid[])
    AS said (id, role, content, created_at, question_id)
