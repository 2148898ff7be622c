SELECT shares.user_id, users.name, users.email, shares.created_at
FROM document_shares AS shares
JOIN users ON users.id = shares.user_id
WHERE shares.document_id = $1
ORDER BY shares.created_at, shares.user_id
LIMIT $2
