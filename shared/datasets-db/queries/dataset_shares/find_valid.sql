SELECT shares.dataset_id, shares.created_by, shares.allow_provider, shares.expires_at
FROM dataset_shares AS shares
JOIN datasets ON datasets.id = shares.dataset_id AND datasets.deleted_at IS NULL
JOIN users ON users.id = shares.created_by AND users.is_active
WHERE shares.token_hash = $1 AND shares.expires_at > $2
