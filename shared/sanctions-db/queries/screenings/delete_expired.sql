DELETE FROM screenings
WHERE id IN (
    SELECT id
    FROM screenings
    WHERE expires_at < $1
    ORDER BY expires_at
    LIMIT $2
)
