SELECT records.protected_header, records.payload, records.signature
FROM answer_records AS records
JOIN chat_messages AS messages ON messages.id = records.message_id
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE records.message_id = $1 AND sessions.user_id = $2
