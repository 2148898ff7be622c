UPDATE users SET is_active = true, updated_at = $2 WHERE id = $1 AND NOT is_active
