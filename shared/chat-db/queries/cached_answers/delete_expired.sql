DELETE FROM cached_answers
WHERE answer_id IN (
    SELECT answer_id
    FROM cached_answers
    WHERE expires_at <= $1
    ORDER BY expires_at
    LIMIT $2
)
