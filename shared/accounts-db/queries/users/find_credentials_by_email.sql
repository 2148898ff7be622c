SELECT id, email, name, password_hash, role, is_active, last_login_at, created_at
FROM users
WHERE lower(email) = lower($1)
