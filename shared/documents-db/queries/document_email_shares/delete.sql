DELETE FROM document_email_shares
WHERE document_id = $1 AND id = $2
