INSERT INTO analytics_snapshots (
    id, owner_id, access, dataset_name, file_name, file_path, status, declared_size, customers_served, created_at, updated_at,
    upload_expires_at
)
VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $9, $9, $10)
