SELECT presented.id AS presented_id, presented.predecessor_id AS presented_predecessor_id,
    presented.refresh_expires_at, presented.revoked_at IS NOT NULL AS presented_is_revoked,
    head.id AS head_id, head.predecessor_id AS head_predecessor_id, head.access_used_at IS NOT NULL AS head_is_used,
    sessions.id AS session_id, sessions.surface, sessions.expires_at AS session_expires_at,
    sessions.revoked_at IS NOT NULL AS session_is_revoked,
    users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at
FROM auth_token_pairs AS presented
JOIN auth_sessions AS sessions ON sessions.id = presented.session_id
JOIN auth_token_pairs AS head ON head.session_id = sessions.id AND head.replaced_at IS NULL
JOIN users ON users.id = sessions.user_id
WHERE presented.refresh_hash = $1
