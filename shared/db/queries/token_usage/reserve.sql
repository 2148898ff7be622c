INSERT INTO token_usage (user_id, day, tokens)
SELECT $1, $2, $3::bigint
WHERE $3::bigint <= $4::bigint
ON CONFLICT (user_id, day) DO UPDATE SET tokens = token_usage.tokens + $3::bigint
WHERE token_usage.tokens + $3::bigint <= $4::bigint
