SELECT users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at,
    tokens.expires_at
FROM one_time_tokens AS tokens
JOIN users ON users.id = tokens.user_id
WHERE tokens.hash = $1
    AND tokens.purpose = 'invitation'
    AND tokens.used_at IS NULL
    AND tokens.expires_at > $2
    AND users.is_active
    AND users.invitation_accepted_at IS NULL
    AND lower(users.email) = lower(tokens.sent_to)
