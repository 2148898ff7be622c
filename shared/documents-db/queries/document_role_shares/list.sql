SELECT role, created_at
FROM document_role_shares
WHERE document_id = $1
ORDER BY created_at, role
LIMIT $2
