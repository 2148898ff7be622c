WITH taken AS (
    DELETE FROM staff_role_permissions WHERE role_id = $1 AND permission_id <> ALL ($2)
)
INSERT INTO staff_role_permissions (role_id, permission_id)
SELECT $1, permissions.id FROM staff_permissions AS permissions WHERE permissions.id = ANY ($2)
ON CONFLICT DO NOTHING
