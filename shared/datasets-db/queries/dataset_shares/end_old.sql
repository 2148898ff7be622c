-- The link of a dataset that nobody can use any more.
DELETE FROM dataset_shares
WHERE dataset_id = $1
    AND (
        expires_at <= $2
        OR NOT EXISTS (SELECT FROM users WHERE users.id = dataset_shares.created_by AND users.is_active)
    )
