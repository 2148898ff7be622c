SELECT shares.group_id, groups.name, shares.created_at
FROM document_group_shares AS shares
JOIN account_groups AS groups ON groups.id = shares.group_id
WHERE shares.document_id = $1
ORDER BY shares.created_at, shares.group_id
LIMIT $2
