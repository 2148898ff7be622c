SELECT id, dataset_name, payload, file_path, created_at
FROM analytics_snapshots
ORDER BY created_at DESC, id DESC
LIMIT 1
