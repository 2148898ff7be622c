DELETE FROM rate_limits
WHERE key IN (
    SELECT key
    FROM rate_limits
    WHERE coalesce(admitted[cardinality(admitted)], 0) < $1
    LIMIT $2
    FOR UPDATE SKIP LOCKED
)
