SELECT id
FROM screening_batches
WHERE finished_at IS NULL AND updated_at <= $1 AND expires_at > $2
-- those that wait for a file may wait for long
ORDER BY status, updated_at, id
LIMIT $3
