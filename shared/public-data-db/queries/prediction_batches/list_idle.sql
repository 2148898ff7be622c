SELECT id
FROM prediction_batches
WHERE status IN ('pending', 'processing') AND updated_at <= $1 AND expires_at > $2
ORDER BY updated_at, id
LIMIT $3
