SELECT pages.version, pages.text, pages.has_text
FROM documents
JOIN document_pages AS pages
    ON pages.document_id = documents.id AND pages.version = documents.current_version
WHERE documents.deleted_at IS NULL
    AND (
        documents.access = 'everyone'
        OR documents.owner_id = $1
        OR EXISTS (
            SELECT 1 FROM document_shares AS shares
            WHERE shares.document_id = documents.id AND shares.user_id = $1
        )
    )
    AND documents.id = $2
    AND pages.page = $3
