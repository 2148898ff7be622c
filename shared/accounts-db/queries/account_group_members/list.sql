SELECT total.count, page.*
FROM (
    SELECT count(*) AS count FROM account_group_members WHERE group_id = $1
) AS total
LEFT JOIN (
    SELECT members.user_id, users.email, users.name, users.role, account_status(users) AS status, members.created_at
    FROM account_group_members AS members
    JOIN users ON users.id = members.user_id
    WHERE members.group_id = $1
    ORDER BY lower(users.name), users.id
    LIMIT $2 OFFSET $3
) AS page ON true
ORDER BY lower(page.name), page.user_id
