SELECT id, name, display_name, description, level, is_active
FROM staff_roles
WHERE name = $1
