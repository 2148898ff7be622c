SELECT id, name, display_name, description, level, is_active
FROM staff_roles
WHERE $1::boolean IS NULL OR is_active = $1
ORDER BY level, name
