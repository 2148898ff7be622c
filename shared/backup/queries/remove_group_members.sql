DELETE FROM account_group_members AS members
USING withdrawals
WHERE withdrawals.kind = 'group_member'
    AND withdrawals.object_id = members.group_id
    AND withdrawals.subject = members.user_id::text
    AND withdrawals.is_withdrawn
