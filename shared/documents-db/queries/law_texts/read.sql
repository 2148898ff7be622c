SELECT coalesce(string_agg(pages.text, E'\n' ORDER BY pages.page), '') AS text
FROM documents
JOIN document_pages AS pages ON pages.document_id = documents.id AND pages.version = documents.current_version
WHERE documents.id = $1
