DELETE FROM model_calls
WHERE id IN (
    SELECT id
    FROM model_calls
    WHERE reserved_at < $1
    ORDER BY reserved_at
    LIMIT $2
)
