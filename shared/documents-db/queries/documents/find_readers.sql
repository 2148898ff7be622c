SELECT
    owner_id, access, readers_revision, indexed_readers_revision,
    shared_with(documents.id) AS shared_with,
    ARRAY(SELECT role FROM document_role_shares AS shares WHERE shares.document_id = documents.id ORDER BY 1) AS shared_with_roles,
    ARRAY(SELECT group_id FROM document_group_shares AS shares WHERE shares.document_id = documents.id ORDER BY 1) AS shared_with_groups
FROM documents
WHERE id = $1 AND deleted_at IS NULL
