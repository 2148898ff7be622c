SELECT alerts.id, alerts.entity_id, alerts.status, alerts.opening, alerts.opened_at, alerts.decision_id, decisions.outcome, decisions.reason,
    decisions.expires_on, decisions.decided_by, decisions.decided_at, decisions.answered_by, decisions.answered_at
FROM screening_alerts AS alerts
LEFT JOIN alert_decisions AS decisions ON decisions.id = alerts.decision_id
WHERE alerts.subject_key = $1 AND alerts.entity_id = ANY($2)
