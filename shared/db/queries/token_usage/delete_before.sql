DELETE FROM token_usage
WHERE (user_id, day) IN (
    SELECT user_id, day
    FROM token_usage
    WHERE day < $1
    ORDER BY day
    LIMIT $2
)
