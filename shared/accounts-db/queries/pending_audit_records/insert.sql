INSERT INTO pending_audit_records (
    id, recorded_at, actor_id, session_id, surface, action, outcome, object_kind, object_id, details, address, user_agent, trace_id
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
