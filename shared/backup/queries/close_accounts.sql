UPDATE users
SET is_active = false, updated_at = withdrawals.changed_at
FROM withdrawals
WHERE withdrawals.kind = 'account'
    AND withdrawals.object_id = users.id
    AND withdrawals.is_withdrawn
    AND users.is_active
