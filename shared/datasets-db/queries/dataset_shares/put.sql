-- A link that is there keeps its token, so that those who have it can go on.
INSERT INTO dataset_shares (
    dataset_id, token_hash, sealed_token, created_by, created_at, expires_at, allow_provider, daily_budget
)
SELECT id, $4, $5, $2, $6, $7, $8, $9
FROM datasets
WHERE id = $1
    AND deleted_at IS NULL
    AND (owner_id = $2 OR ($3 AND access = 'everyone'))
ON CONFLICT (dataset_id) DO UPDATE
SET allow_provider = excluded.allow_provider, daily_budget = excluded.daily_budget
RETURNING
    dataset_id, sealed_token, allow_provider, daily_budget, uses, last_used_at, created_at, expires_at, token_hash = $4 AS is_new
