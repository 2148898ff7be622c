SELECT permissions.id, permissions.name, permissions.display_name, permissions.description, permissions.module,
    permissions.action
FROM staff_role_permissions AS granted
JOIN staff_permissions AS permissions ON permissions.id = granted.permission_id
WHERE granted.role_id = $1
ORDER BY permissions.module, permissions.id
