DELETE FROM cached_dataset_answers
WHERE answer_id IN (
    SELECT answer_id
    FROM cached_dataset_answers
    WHERE expires_at <= $1
    ORDER BY expires_at
    LIMIT $2
)
