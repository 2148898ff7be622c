INSERT INTO chat_messages (id, session_id, role, content, sources, abstained, degraded, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
