DELETE FROM document_role_shares
WHERE document_id = $1 AND role = $2
