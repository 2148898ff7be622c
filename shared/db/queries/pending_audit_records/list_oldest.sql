SELECT id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details, address, user_agent, trace_id
FROM pending_audit_records
ORDER BY recorded_at, id
LIMIT $1
