SELECT access_requests.id, access_requests.reason, access_requests.created_at, access_requests.decided_at,
    access_requests.granted_role, access_requests.user_id, users.email, users.name, users.role,
    count(*) OVER () AS count
FROM access_requests
JOIN users ON users.id = access_requests.user_id
WHERE $1::boolean IS NULL OR (access_requests.decided_at IS NULL) = $1
ORDER BY access_requests.created_at DESC, access_requests.id DESC
LIMIT $2 OFFSET $3
