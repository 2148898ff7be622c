INSERT INTO staff_roles (name, display_name, description, level)
VALUES ($1, $2, $3, $4)
RETURNING id, name, display_name, description, level, is_active
