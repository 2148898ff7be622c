SELECT pages.version, pages.text, pages.has_text, pages.ocr
FROM visible_documents($1) AS documents
JOIN document_pages AS pages
    ON pages.document_id = documents.id AND pages.version = coalesce($4, documents.current_version)
WHERE documents.id = $2
    AND pages.page = $3
