SELECT
    datasets.id AS dataset_id, shares.sealed_token, shares.allow_provider, shares.daily_budget, shares.uses, shares.last_used_at,
    shares.created_at, shares.expires_at, false AS is_new
FROM datasets
LEFT JOIN (dataset_shares AS shares JOIN users ON users.id = shares.created_by AND users.is_active)
    ON shares.dataset_id = datasets.id AND shares.expires_at > $4
WHERE datasets.id = $1
    AND datasets.deleted_at IS NULL
    AND (datasets.owner_id = $2 OR ($3 AND datasets.access = 'everyone'))
