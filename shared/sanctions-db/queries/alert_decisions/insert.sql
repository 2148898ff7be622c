INSERT INTO alert_decisions (
    id, alert_id, outcome, reason, expires_on, entity_version, content_sha256, decided_by, decided_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
