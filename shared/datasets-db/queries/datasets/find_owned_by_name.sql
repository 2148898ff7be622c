SELECT id
FROM datasets
WHERE owner_id = $1 AND dataset_name = $2 AND deleted_at IS NULL
ORDER BY created_at, id
LIMIT 1
