DELETE FROM pending_audit_records
WHERE id IN (
    SELECT id
    FROM pending_audit_records
    WHERE action = $1 AND outcome = $2 AND actor_id IS NULL AND object_id IS NULL
    LIMIT $3
)
