SELECT users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at,
    EXISTS (SELECT FROM customer_profiles WHERE user_id = users.id)
        OR EXISTS (SELECT FROM staff_profiles WHERE user_id = users.id) AS is_of_marketplace
FROM one_time_tokens AS tokens
JOIN users ON users.id = tokens.user_id
WHERE tokens.hash = $1
    AND tokens.purpose = 'password_reset'
    AND tokens.used_at IS NULL
    AND tokens.expires_at > $2
    AND users.is_active
    AND lower(users.email) = lower(tokens.sent_to)
