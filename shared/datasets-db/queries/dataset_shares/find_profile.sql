SELECT profile
FROM datasets
WHERE id = $1 AND deleted_at IS NULL AND profile IS NOT NULL
