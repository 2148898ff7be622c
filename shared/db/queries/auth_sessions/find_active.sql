SELECT users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at
FROM auth_sessions
JOIN users ON users.id = auth_sessions.user_id
WHERE auth_sessions.id = $1
    AND auth_sessions.revoked_at IS NULL
    AND auth_sessions.expires_at > $2
    AND users.is_active
