SELECT users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at,
    users.invited_at, account_status(users) AS status,
    users.email_verified_at IS NOT NULL AS is_verified,
    EXISTS (SELECT FROM second_factors WHERE user_id = users.id AND confirmed_at IS NOT NULL) AS has_second_factor,
    EXISTS (SELECT FROM customer_profiles WHERE user_id = users.id) AS is_customer,
    (
        SELECT roles.display_name
        FROM staff_profiles AS staff
        JOIN staff_roles AS roles ON roles.id = staff.role_id
        WHERE staff.user_id = users.id AND staff.is_active
    ) AS staff_role,
    (SELECT count(*) FROM auth_sessions WHERE user_id = users.id AND revoked_at IS NULL AND expires_at > $2) AS login_sessions,
    (SELECT count(*) FROM api_keys WHERE user_id = users.id AND revoked_at IS NULL AND expires_at > $2) AS api_keys
FROM users
WHERE users.id = $1
