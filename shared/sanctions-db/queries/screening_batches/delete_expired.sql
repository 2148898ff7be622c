DELETE FROM screening_batches
WHERE id IN (
    SELECT id
    FROM screening_batches
    WHERE expires_at < $1
    ORDER BY expires_at
    LIMIT $2
)
