UPDATE dataset_shares
SET uses = uses + 1, last_used_at = $2
FROM datasets, users
WHERE dataset_shares.token_hash = $1
    AND dataset_shares.expires_at > $2
    AND datasets.id = dataset_shares.dataset_id
    AND datasets.deleted_at IS NULL
    AND users.id = dataset_shares.created_by
    AND users.is_active
RETURNING
    dataset_shares.dataset_id, dataset_shares.created_by, dataset_shares.allow_provider, dataset_shares.expires_at
