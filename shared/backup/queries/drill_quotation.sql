-- The newest literal citation of a page that was not read again since, with the page's text.
SELECT citations.quote, pages.text
FROM citations
JOIN chat_messages AS messages ON messages.id = citations.message_id
JOIN document_versions AS versions
    ON versions.document_id = citations.document_id AND versions.version = citations.version
LEFT JOIN document_pages AS pages
    ON pages.document_id = versions.document_id AND pages.version = versions.version AND pages.page = citations.page
WHERE citations.match = 'exact'
    AND NOT coalesce(versions.reread_at >= messages.created_at - interval '5 minutes', FALSE)
ORDER BY citations.created_at DESC, citations.id
LIMIT 1
