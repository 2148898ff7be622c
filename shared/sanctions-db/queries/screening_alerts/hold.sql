SELECT alerts.status, alerts.decision_expires_on, alerts.entity_version, alerts.content_sha256, alerts.decision_id,
    decisions.outcome, decisions.decided_by
FROM screening_alerts AS alerts
LEFT JOIN alert_decisions AS decisions ON decisions.id = alerts.decision_id
WHERE alerts.id = $1
FOR UPDATE OF alerts
