DELETE FROM document_group_shares
WHERE document_id = $1 AND group_id = $2
