SELECT sequence, previous, hash, id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details,
    address, user_agent, trace_id,
    (SELECT email FROM users WHERE users.id = audit_records.actor_id) AS actor_email,
    CASE
        WHEN object_kind = 'account' AND object_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            THEN (SELECT email FROM users WHERE users.id = audit_records.object_id::uuid)
    END AS object_email
FROM audit_records
WHERE ($1::uuid IS NULL OR actor_id = $1)
    AND ($2::varchar IS NULL OR action = $2)
    AND ($3::varchar IS NULL OR outcome = $3)
    AND ($4::varchar IS NULL OR object_kind = $4)
    AND ($5::varchar IS NULL OR object_id = $5)
    AND ($6::timestamptz IS NULL OR recorded_at >= $6)
    AND ($7::timestamptz IS NULL OR recorded_at < $7)
    AND sequence < coalesce($8::bigint, 9223372036854775807)
ORDER BY sequence DESC
LIMIT $9
OFFSET $10
