UPDATE screening_alerts SET status = $2, decision_id = $3, decision_expires_on = $4 WHERE id = $1
