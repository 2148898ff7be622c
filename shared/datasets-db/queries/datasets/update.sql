-- The status says whether the file is read again: one that never arrived cannot be.
UPDATE datasets
SET
    dataset_name = coalesce($4, dataset_name),
    description = CASE WHEN $5 THEN $6 ELSE description END,
    source = CASE WHEN $7 THEN $8 ELSE source END,
    licence = CASE WHEN $9 THEN $10 ELSE licence END,
    mapping = coalesce($11, mapping),
    revision = revision + CASE WHEN mapping <> $11 THEN 1 ELSE 0 END,
    status = CASE WHEN mapping <> $11 AND object_etag IS NOT NULL THEN 'processing' ELSE status END,
    error_code = CASE WHEN mapping <> $11 AND object_etag IS NOT NULL THEN NULL ELSE error_code END,
    error_detail = CASE WHEN mapping <> $11 AND object_etag IS NOT NULL THEN NULL ELSE error_detail END,
    updated_at = CASE WHEN mapping <> $11 AND object_etag IS NOT NULL THEN $12 ELSE updated_at END
WHERE id = $1
    AND deleted_at IS NULL
    AND (owner_id = $2 OR ($3 AND access = 'everyone'))
RETURNING
    id, owner_id, access, dataset_name, file_name, file_path, status, payload, customers_served, declared_size, size, sha256,
    object_version_id, object_etag, error_code, error_detail, analytics_ms, created_at, updated_at, upload_expires_at,
    deleted_at IS NOT NULL AS is_deleted, description, source, licence, mapping, revision, row_count, column_count,
    copy_revision, payload ? 'total_events' AS is_of_outages
