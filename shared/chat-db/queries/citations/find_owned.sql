SELECT
    citations.id, citations.ordinal, citations.document_id, citations.version, citations.document_name,
    citations.document_source, citations.document_sha256, citations.page, citations.chunk_id, citations.quote, citations.start_offset,
    citations.end_offset, citations.match, citations.score, citations.ocr, citations.provision, documents.current_version, versions.sha256 AS stored_sha256,
    pages.text AS page_text, pages.word_boxes,
    -- a model may take minutes from the pages that an answer loads to its message
    coalesce(versions.reread_at >= messages.created_at - interval '5 minutes', FALSE) AS is_reread
FROM citations
JOIN chat_messages AS messages ON messages.id = citations.message_id
JOIN chat_sessions AS sessions ON sessions.id = messages.session_id
LEFT JOIN visible_documents($1) AS documents ON documents.id = citations.document_id
LEFT JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = citations.version
LEFT JOIN document_pages AS pages
    ON pages.document_id = versions.document_id AND pages.version = versions.version AND pages.page = citations.page
WHERE citations.id = $2 AND sessions.user_id = $1
