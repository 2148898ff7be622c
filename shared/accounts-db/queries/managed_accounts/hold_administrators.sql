SELECT id
FROM users
WHERE role = 'admin' AND account_status(users) = 'active'
ORDER BY id
FOR NO KEY UPDATE
