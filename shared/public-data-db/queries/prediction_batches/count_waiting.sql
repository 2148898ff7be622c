SELECT count(*) AS count
FROM prediction_batches
WHERE status = 'pending' AND expires_at > $1
