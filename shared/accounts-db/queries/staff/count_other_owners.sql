SELECT count(*)
FROM staff_profiles AS staff
JOIN users ON users.id = staff.user_id
JOIN staff_roles AS roles ON roles.id = staff.role_id
WHERE roles.name = 'super_admin' AND staff.id <> $1 AND staff.is_active AND users.is_active
    AND staff.verified_at IS NOT NULL
