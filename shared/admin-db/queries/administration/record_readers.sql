-- As for the messages of one conversation: once an hour for each reader, login and address.
INSERT INTO pending_audit_records (
    id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details, address, user_agent, trace_id
)
SELECT
    reads.id, $3, $4, $5, $6, 'read_conversation', 'done', 'conversation', reads.conversation, '{}'::jsonb, $7, $8, $9
FROM unnest($1::uuid[], $2::text[]) AS reads (id, conversation)
WHERE
    NOT EXISTS (
        SELECT
        FROM pending_audit_records AS told
        WHERE told.action = 'read_conversation' AND told.object_id = reads.conversation::varchar
            AND told.recorded_at > $3::timestamptz - interval '1 hour' AND told.actor_id = $4
            AND told.session_id IS NOT DISTINCT FROM $5 AND told.address = $7::varchar
    )
    AND NOT EXISTS (
        SELECT
        FROM audit_records AS told
        WHERE told.action = 'read_conversation' AND told.object_id = reads.conversation::varchar
            AND told.recorded_at > $3::timestamptz - interval '1 hour' AND told.actor_id = $4
            AND told.session_id IS NOT DISTINCT FROM $5 AND told.address = $7::varchar
    )
