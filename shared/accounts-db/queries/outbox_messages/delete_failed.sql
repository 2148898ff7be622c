DELETE FROM outbox_messages
WHERE id IN (
    SELECT id
    FROM outbox_messages
    WHERE failed_at < $1
    ORDER BY failed_at
    LIMIT $2
)
