SELECT id, name, display_name, description, level, is_active
FROM staff_roles
WHERE id = $1
