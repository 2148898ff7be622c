SELECT group_id
FROM account_group_members
WHERE user_id = $1
ORDER BY group_id
