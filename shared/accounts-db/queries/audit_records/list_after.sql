SELECT sequence, previous, hash, id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details,
    address, user_agent, trace_id
FROM audit_records
WHERE sequence > $1
ORDER BY sequence
LIMIT $2
