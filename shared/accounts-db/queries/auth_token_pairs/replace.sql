UPDATE auth_token_pairs
SET replaced_at = $2, revoked_at = CASE WHEN $3 THEN $2::timestamptz END
WHERE id = $1 AND replaced_at IS NULL
