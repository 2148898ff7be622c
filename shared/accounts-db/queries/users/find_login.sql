WITH named AS (
    SELECT id FROM users WHERE $1 = 'email' AND lower(email) = lower($2)
    UNION ALL
    SELECT id FROM users WHERE $1 = 'mobile' AND mobile = $2
    UNION ALL
    SELECT id FROM users WHERE $1 = 'username' AND lower(username) = lower($2)
    UNION ALL
    SELECT user_id FROM staff_profiles WHERE $1 = 'employee_id' AND lower(employee_id) = lower($2)
), found AS (
    SELECT users.id, users.email, users.name, users.password_hash, users.role, users.is_active, users.last_login_at,
        users.created_at, customers.id AS customer_id, staff.id AS staff_id,
        staff.is_active AND staff.verified_at IS NOT NULL AS staff_is_admitted, factors.sealed_secret,
        factors.confirmed_at AS second_factor_at,
        EXISTS (
            SELECT 1 FROM known_devices AS devices
            WHERE devices.hash = $3 AND devices.user_id = users.id AND devices.expires_at > $4
        ) AS is_known_device
    FROM named
    JOIN users ON users.id = named.id
    LEFT JOIN customer_profiles AS customers ON customers.user_id = users.id
    LEFT JOIN staff_profiles AS staff ON staff.user_id = users.id
    LEFT JOIN second_factors AS factors ON factors.user_id = users.id AND factors.confirmed_at IS NOT NULL
)
SELECT counted.*, found.*
FROM (VALUES (1)) AS request
LEFT JOIN found ON true
CROSS JOIN LATERAL count_request(
    $5,
    CASE WHEN coalesce(found.is_known_device, false) THEN $6::text[] ELSE $7::text[] END,
    $8, $9, $10
) AS counted
