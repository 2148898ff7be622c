SELECT staff.id AS staff_id, staff.user_id, users.role, users.email, users.mobile, staff.first_name, staff.last_name, staff.employee_id,
    staff.department, staff.is_active AND users.is_active AS is_active, staff.verified_at IS NOT NULL AS is_verified,
    staff.date_of_leaving, staff.created_at, roles.id, roles.name, roles.display_name, roles.description, roles.level,
    roles.is_active AS role_is_active
FROM staff_profiles AS staff
JOIN users ON users.id = staff.user_id
LEFT JOIN staff_roles AS roles ON roles.id = staff.role_id
WHERE ($1::bigint IS NULL OR staff.role_id = $1)
    AND ($2::text IS NULL OR staff.department = $2)
    AND ($3::boolean IS NULL OR (staff.is_active AND users.is_active) = $3)
    AND ($6::timestamptz IS NULL OR (staff.created_at, staff.id) < ($6, $7::bigint))
ORDER BY staff.created_at DESC, staff.id DESC
OFFSET $4
LIMIT $5
