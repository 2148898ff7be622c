DELETE FROM document_shares
WHERE document_id = $1 AND user_id = $2
