INSERT INTO datasets (
    id, owner_id, access, dataset_name, file_name, file_path, status, declared_size, customers_served, created_at, updated_at,
    upload_expires_at, description, source, licence, mapping
)
VALUES ($1, $2, $3, $4, $5, $6, 'pending', $7, $8, $9, $9, $10, $11, $12, $13, $14)
