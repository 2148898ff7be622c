DELETE FROM screening_alerts
WHERE id IN (
    SELECT id
    FROM screening_alerts
    WHERE expires_at < $1
    ORDER BY expires_at
    LIMIT $2
)
