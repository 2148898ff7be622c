INSERT INTO document_versions (
    document_id, version, object_key, declared_size, created_at, updated_at, upload_expires_at
)
VALUES ($1, $2, $3, $4, $5, $5, $6)
