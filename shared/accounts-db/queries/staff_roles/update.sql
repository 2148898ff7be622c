UPDATE staff_roles
SET display_name = coalesce($2, display_name),
    description = coalesce($3, description),
    level = coalesce($4, level),
    is_active = coalesce($5, is_active)
WHERE id = $1 AND level <= $6
RETURNING id, name, display_name, description, level, is_active
