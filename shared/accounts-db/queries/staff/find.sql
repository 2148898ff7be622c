SELECT staff.id AS staff_id, staff.user_id, users.role, users.email, users.mobile, staff.first_name, staff.last_name, staff.employee_id,
    staff.department, staff.is_active AND users.is_active AS is_active, staff.verified_at IS NOT NULL AS is_verified,
    staff.date_of_leaving, staff.created_at, roles.id, roles.name, roles.display_name, roles.description, roles.level,
    roles.is_active AS role_is_active
FROM staff_profiles AS staff
JOIN users ON users.id = staff.user_id
LEFT JOIN staff_roles AS roles ON roles.id = staff.role_id
WHERE staff.id = $1
