DELETE FROM idempotency_keys
WHERE key_hash IN (
    SELECT key_hash
    FROM idempotency_keys
    WHERE created_at < $1
    ORDER BY created_at
    LIMIT $2
)
