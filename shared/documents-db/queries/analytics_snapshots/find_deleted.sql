SELECT id
FROM analytics_snapshots
WHERE deleted_at IS NOT NULL
ORDER BY random()
LIMIT $1
