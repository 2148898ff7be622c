SELECT total.count, page.*
FROM (
    SELECT count(*) AS count FROM account_groups WHERE $1::text IS NULL OR strpos(lower(name), lower($1)) > 0
) AS total
LEFT JOIN (
    SELECT groups.id, groups.name, groups.created_at,
        (SELECT count(*) FROM account_group_members WHERE group_id = groups.id) AS members,
        (
            SELECT count(*)
            FROM document_group_shares AS shares
            JOIN documents ON documents.id = shares.document_id
            WHERE shares.group_id = groups.id AND documents.deleted_at IS NULL
        ) AS documents
    FROM account_groups AS groups
    WHERE $1::text IS NULL OR strpos(lower(groups.name), lower($1)) > 0
    ORDER BY lower(groups.name), groups.id
    LIMIT $2 OFFSET $3
) AS page ON true
ORDER BY lower(page.name), page.id
