SELECT file_path
FROM analytics_snapshots
WHERE id = $1 AND deleted_at IS NOT NULL
