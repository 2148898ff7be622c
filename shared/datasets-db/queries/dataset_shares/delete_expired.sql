DELETE FROM dataset_shares
WHERE dataset_id IN (
    SELECT dataset_id
    FROM dataset_shares
    WHERE expires_at <= $1
    ORDER BY expires_at
    LIMIT $2
)
