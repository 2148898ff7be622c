SELECT id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details, address, user_agent, trace_id
FROM pending_audit_records
WHERE NOT (action = $1 AND outcome = $2 AND actor_id IS NULL AND object_id IS NULL)
ORDER BY recorded_at, id
LIMIT $3
