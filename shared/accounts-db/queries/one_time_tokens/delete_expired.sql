DELETE FROM one_time_tokens
WHERE hash IN (
    SELECT hash
    FROM one_time_tokens
    WHERE expires_at < $1
    ORDER BY expires_at
    LIMIT $2
)
