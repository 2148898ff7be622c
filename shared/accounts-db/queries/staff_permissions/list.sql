SELECT id, name, display_name, description, module, action
FROM staff_permissions
ORDER BY module, id
