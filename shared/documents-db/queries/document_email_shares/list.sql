SELECT id, email, created_at
FROM document_email_shares
WHERE document_id = $1
ORDER BY created_at, id
LIMIT $2
