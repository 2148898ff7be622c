SELECT access_requests.id, access_requests.reason, access_requests.created_at, access_requests.decided_at,
    access_requests.granted_role
FROM access_requests
WHERE user_id = $1
ORDER BY created_at DESC
LIMIT 1
