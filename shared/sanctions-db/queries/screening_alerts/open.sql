UPDATE screening_alerts
SET status = 'open', opening = $2, opened_at = $3, decision_id = NULL, decision_expires_on = NULL
WHERE id = $1
