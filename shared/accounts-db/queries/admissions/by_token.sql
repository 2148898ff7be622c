WITH caller AS (
    SELECT users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at,
        users.email_verified_at IS NOT NULL AS has_confirmed_email,
        sessions.id AS session_id, sessions.second_factor_at IS NOT NULL AS has_second_factor, sessions.surface, '{}'::text[] AS scopes, customers.id AS customer_id,
        staff.id AS staff_id, roles.name AS staff_role, roles.level AS staff_level,
        CASE WHEN sessions.surface = 'staff' THEN ARRAY(
            SELECT permissions.name
            FROM staff_role_permissions AS granted
            JOIN staff_permissions AS permissions ON permissions.id = granted.permission_id
            WHERE granted.role_id = roles.id
        ) ELSE '{}' END AS permissions
    FROM auth_token_pairs AS pairs
    JOIN auth_sessions AS sessions ON sessions.id = pairs.session_id
    JOIN users ON users.id = sessions.user_id
    LEFT JOIN customer_profiles AS customers ON customers.user_id = users.id
    LEFT JOIN staff_profiles AS staff ON staff.user_id = users.id AND staff.is_active AND staff.verified_at IS NOT NULL
    LEFT JOIN staff_roles AS roles ON roles.id = staff.role_id AND roles.is_active
    WHERE pairs.id = $1
        AND pairs.revoked_at IS NULL
        AND sessions.revoked_at IS NULL
        AND sessions.expires_at > $2
        AND users.is_active
), received AS (
    UPDATE auth_token_pairs SET access_used_at = $2 WHERE id = $1 AND access_used_at IS NULL
)
SELECT counted.*, caller.*
FROM (VALUES (1)) AS request
LEFT JOIN caller ON true
CROSS JOIN LATERAL count_request(
    $3,
    CASE WHEN $4 THEN ARRAY[CASE WHEN caller.id IS NULL THEN $6 ELSE $5 || caller.id::text END, $7] ELSE '{}' END,
    $8, $9, $10
) AS counted
