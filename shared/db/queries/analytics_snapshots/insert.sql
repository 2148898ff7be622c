INSERT INTO analytics_snapshots (id, dataset_name, payload, file_path, created_at)
VALUES ($1, $2, $3, $4, $5)
