SELECT count(*)
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
WHERE documents.deleted_at IS NULL
    AND (
        documents.access = 'everyone'
        OR documents.owner_id = $1
        OR EXISTS (
            SELECT 1 FROM document_shares AS shares
            WHERE shares.document_id = documents.id AND shares.user_id = $1
        )
    )
    AND ($2::varchar IS NULL OR versions.sha256 = $2)
    AND ($3::text IS NULL OR versions.status = $3)
