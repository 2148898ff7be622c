DELETE FROM known_devices
WHERE (hash, user_id) IN (
    SELECT hash, user_id
    FROM known_devices
    WHERE expires_at < $1
    ORDER BY expires_at
    LIMIT $2
)
