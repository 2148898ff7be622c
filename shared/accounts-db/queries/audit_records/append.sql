WITH moved AS (
    DELETE FROM pending_audit_records WHERE id = ANY ($1) RETURNING *
)
INSERT INTO audit_records (
    sequence, previous, hash, id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details,
    address, user_agent, trace_id
)
SELECT links.sequence, links.previous, links.hash, moved.id, moved.recorded_at, moved.actor_id, moved.session_id, moved.surface,
    moved.action, moved.outcome, moved.object_kind, moved.object_id, moved.details, moved.address, moved.user_agent,
    moved.trace_id
FROM unnest($1, $2::bigint[], $3::bytea[], $4::bytea[]) AS links (id, sequence, previous, hash)
JOIN moved ON moved.id = links.id
