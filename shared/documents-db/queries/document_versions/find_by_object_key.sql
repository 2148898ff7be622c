SELECT
    versions.document_id, versions.version, versions.object_key, versions.declared_size, versions.status,
    versions.object_version_id, versions.object_etag, versions.sha256, versions.page_count, versions.ranges_total,
    versions.error_code, versions.created_at, versions.upload_expires_at, documents.owner_id, documents.access,
    documents.source, documents.type, documents.generation, documents.deleted_at IS NOT NULL AS is_deleted,
    documents.readers_revision, documents.current_version, documents.is_law, documents.act, documents.language,
    documents.valid_from, documents.valid_to,
    (SELECT name FROM knowledge_datasets AS datasets WHERE datasets.id = documents.dataset_id) AS dataset,
    shared_with(documents.id) AS shared_with,
    ARRAY(SELECT role FROM document_role_shares AS shares WHERE shares.document_id = documents.id) AS shared_with_roles,
    ARRAY(SELECT group_id FROM document_group_shares AS shares WHERE shares.document_id = documents.id ORDER BY 1) AS shared_with_groups
FROM document_versions AS versions
JOIN documents ON documents.id = versions.document_id
WHERE versions.object_key = $1
