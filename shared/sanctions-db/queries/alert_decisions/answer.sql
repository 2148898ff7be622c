UPDATE alert_decisions
SET is_accepted = $2, answer_reason = $3, answered_by = $4, answered_at = $5
WHERE id = $1 AND answered_at IS NULL
