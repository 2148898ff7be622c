SELECT avatar_key FROM users WHERE id = $1
