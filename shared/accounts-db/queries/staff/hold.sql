SELECT staff.id
FROM staff_profiles AS staff
JOIN users ON users.id = staff.user_id
WHERE staff.id = $1
FOR NO KEY UPDATE
