DELETE FROM alert_decisions
WHERE alert_id IN (SELECT id FROM screening_alerts WHERE subject_key = ANY($1))
