SELECT file_path
FROM datasets
WHERE id = $1 AND deleted_at IS NOT NULL
