DELETE FROM auth_token_pairs
WHERE id IN (
    SELECT id
    FROM auth_token_pairs
    WHERE refresh_expires_at < $1 AND replaced_at IS NOT NULL
    ORDER BY refresh_expires_at
    LIMIT $2
)
