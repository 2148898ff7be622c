SELECT
    id, owner_id, access, dataset_name, file_name, file_path, status, payload, customers_served, declared_size, size, sha256,
    object_version_id, object_etag, error_code, error_detail, analytics_ms, created_at, updated_at, upload_expires_at,
    deleted_at IS NOT NULL AS is_deleted, description, source, licence, mapping, revision, row_count, column_count,
    copy_revision, payload ? 'total_events' AS is_of_outages
FROM visible_datasets($1)
WHERE status = 'ready'
ORDER BY (payload ? 'total_events') IS TRUE DESC, created_at DESC, id DESC
LIMIT 1
