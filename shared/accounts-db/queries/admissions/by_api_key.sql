WITH caller AS (
    SELECT users.id, users.email, users.name, users.role, users.is_active, users.last_login_at, users.created_at,
        users.email_verified_at IS NOT NULL AS has_confirmed_email,
        NULL::uuid AS session_id, true AS has_second_factor, 'copilot' AS surface, keys.scopes, customers.id AS customer_id,
        NULL::bigint AS staff_id, NULL::text AS staff_role, NULL::integer AS staff_level, '{}'::text[] AS permissions
    FROM api_keys AS keys
    JOIN users ON users.id = keys.user_id
    LEFT JOIN customer_profiles AS customers ON customers.user_id = users.id
    WHERE keys.hash = $1
        AND keys.revoked_at IS NULL
        AND keys.expires_at > $2
        AND users.is_active
), used AS (
    UPDATE api_keys SET last_used_at = $2
    WHERE hash = $1 AND (last_used_at IS NULL OR last_used_at < $2 - interval '1 minute')
)
SELECT counted.*, caller.*
FROM (VALUES (1)) AS request
LEFT JOIN caller ON true
CROSS JOIN LATERAL count_request(
    $3,
    CASE WHEN $4 AND NOT coalesce('limits:bypass' = ANY (caller.scopes), false)
        THEN ARRAY[CASE WHEN caller.id IS NULL THEN $6 ELSE $5 || caller.id::text END, $7] ELSE '{}' END,
    $8, $9, $10
) AS counted
