WITH document AS (
    INSERT INTO documents (
        id, owner_id, access, name, type, source, created_at, updated_at, dataset_id, is_law, act, language, valid_from, valid_to
    )
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $11, $12, $13, $14, $15, $16)
    RETURNING id, current_version
)
INSERT INTO document_versions (
    document_id, version, object_key, declared_size, created_at, updated_at, upload_expires_at
)
SELECT id, current_version, $8, $9, $7, $7, $10
FROM document
