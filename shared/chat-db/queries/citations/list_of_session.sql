SELECT
    citations.message_id, citations.id, citations.ordinal, citations.document_id, citations.version,
    citations.document_name, citations.document_source, citations.document_sha256, citations.page, citations.chunk_id, citations.quote,
    citations.start_offset, citations.end_offset, citations.match, citations.score, citations.ocr, citations.provision
FROM citations
JOIN chat_messages AS messages ON messages.id = citations.message_id
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
WHERE messages.session_id = $1 AND sessions.user_id = $2 AND messages.superseded_at IS NULL
ORDER BY citations.message_id, citations.ordinal
