SELECT id
FROM datasets
WHERE deleted_at IS NOT NULL
ORDER BY random()
LIMIT $1
