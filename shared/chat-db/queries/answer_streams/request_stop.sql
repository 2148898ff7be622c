UPDATE answer_streams
SET stop_requested_at = CASE WHEN ended_at IS NULL THEN coalesce(stop_requested_at, $3) ELSE stop_requested_at END
WHERE id = $1 AND user_id = $2
RETURNING ended_at IS NOT NULL AS has_ended
