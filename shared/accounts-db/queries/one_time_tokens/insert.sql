INSERT INTO one_time_tokens (hash, user_id, purpose, sent_to, created_at, expires_at)
SELECT $1, $2, $3::varchar, $4, $5::timestamptz, $6
WHERE (
    SELECT count(*)
    FROM one_time_tokens
    WHERE user_id = $2 AND purpose = $3::varchar AND created_at > $5::timestamptz - interval '1 hour'
) < $7
ON CONFLICT (hash) DO UPDATE SET sent_to = $4, created_at = $5::timestamptz, expires_at = $6, tries = 0, used_at = NULL
