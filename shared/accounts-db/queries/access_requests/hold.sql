SELECT user_id, decided_at IS NOT NULL AS is_decided
FROM access_requests
WHERE id = $1
FOR UPDATE
