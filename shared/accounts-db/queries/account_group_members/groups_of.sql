SELECT groups.id, groups.name
FROM account_group_members AS members
JOIN account_groups AS groups ON groups.id = members.group_id
WHERE members.user_id = $1
ORDER BY lower(groups.name), groups.id
