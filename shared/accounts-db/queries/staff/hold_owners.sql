SELECT id
FROM staff_roles
WHERE name = 'super_admin'
FOR UPDATE
