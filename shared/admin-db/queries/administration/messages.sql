-- Who reads on is told once an hour, as long as they come from the same address by the same login: a record with each part would
-- have each part wait for a commit.
WITH told AS (
    INSERT INTO pending_audit_records (
        id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details, address, user_agent, trace_id
    )
    SELECT $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
    FROM chat_sessions
    WHERE id = $1
        AND NOT EXISTS (
            SELECT
            FROM pending_audit_records
            WHERE action = 'read_conversation' AND object_id = $12::varchar AND recorded_at > $5::timestamptz - interval '1 hour'
                AND actor_id = $6 AND session_id IS NOT DISTINCT FROM $7 AND address = $14::varchar
        )
        AND NOT EXISTS (
            SELECT
            FROM audit_records
            WHERE action = 'read_conversation' AND object_id = $12::varchar AND recorded_at > $5::timestamptz - interval '1 hour'
                AND actor_id = $6 AND session_id IS NOT DISTINCT FROM $7 AND address = $14::varchar
        )
)
SELECT total.count, page.id, page.role, page.content, page.created_at
FROM chat_sessions AS sessions
CROSS JOIN (SELECT count(*) AS count FROM chat_messages WHERE session_id = $1 AND superseded_at IS NULL) AS total
LEFT JOIN (
    SELECT *
    FROM chat_messages
    WHERE session_id = $1 AND superseded_at IS NULL
    ORDER BY created_at, id
    LIMIT $2 OFFSET $3
) AS page ON true
WHERE sessions.id = $1
ORDER BY page.created_at, page.id
