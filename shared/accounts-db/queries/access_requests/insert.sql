INSERT INTO access_requests (id, user_id, reason, created_at)
SELECT $1, $2, $3::varchar, $4::timestamptz
WHERE NOT EXISTS (
    SELECT FROM access_requests WHERE user_id = $2 AND created_at > $4::timestamptz - interval '1 day'
)
ON CONFLICT (user_id) WHERE decided_at IS NULL DO UPDATE SET reason = $3::varchar, created_at = $4::timestamptz
WHERE access_requests.created_at <= $4::timestamptz - interval '1 day'
