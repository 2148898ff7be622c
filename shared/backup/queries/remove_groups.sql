DELETE FROM account_groups
WHERE id IN (SELECT object_id FROM withdrawals WHERE kind = 'group' AND is_withdrawn)
