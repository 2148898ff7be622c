UPDATE staff_profiles
SET is_active = false, updated_at = withdrawals.changed_at
FROM withdrawals
WHERE withdrawals.kind = 'staff'
    AND withdrawals.object_id = staff_profiles.user_id
    AND withdrawals.is_withdrawn
    AND staff_profiles.is_active
