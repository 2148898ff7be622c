SELECT id, status
FROM source_runs
WHERE finished_at IS NULL AND coalesce(held_until <= $1, updated_at <= $2)
ORDER BY created_at, id
LIMIT $3
