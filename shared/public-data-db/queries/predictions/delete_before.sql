DELETE FROM predictions
WHERE id IN (
    SELECT id
    FROM predictions
    WHERE created_at < $1
    ORDER BY created_at
    LIMIT $2
)
