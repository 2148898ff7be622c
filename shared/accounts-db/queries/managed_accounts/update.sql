UPDATE users SET name = $2, role = $3, updated_at = $4 WHERE id = $1
