UPDATE access_requests
SET decided_at = $2, decided_by = $3, granted_role = $4
WHERE user_id = $1 AND decided_at IS NULL
