SELECT groups.id, groups.name, groups.created_at,
    (SELECT count(*) FROM account_group_members WHERE group_id = groups.id) AS members,
    (
        SELECT count(*)
        FROM document_group_shares AS shares
        JOIN documents ON documents.id = shares.document_id
        WHERE shares.group_id = groups.id AND documents.deleted_at IS NULL
    ) AS documents
FROM account_groups AS groups
WHERE groups.id = $1
