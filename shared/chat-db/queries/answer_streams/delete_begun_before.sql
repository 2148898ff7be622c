DELETE FROM answer_streams
WHERE id IN (
    SELECT id
    FROM answer_streams
    WHERE started_at < $1
    ORDER BY started_at
    LIMIT $2
)
