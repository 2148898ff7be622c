SELECT count(*)
FROM document_shares
WHERE document_id = $1
