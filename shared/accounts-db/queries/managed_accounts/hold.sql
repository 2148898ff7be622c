SELECT name, role, is_active
FROM users
WHERE id = $1
FOR NO KEY UPDATE
