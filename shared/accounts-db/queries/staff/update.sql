WITH profile AS (
    UPDATE staff_profiles
    SET first_name = coalesce($2, first_name),
        last_name = coalesce($3, last_name),
        department = coalesce($4, department),
        role_id = coalesce($5, role_id),
        is_active = coalesce($6, is_active),
        date_of_leaving = CASE WHEN $6 THEN NULL ELSE coalesce($9, date_of_leaving) END,
        updated_at = $10
    WHERE id = $1
    RETURNING user_id, first_name, last_name, is_active
), ended AS (
    UPDATE auth_sessions
    SET revoked_at = $10, ended_because = $11
    WHERE user_id IN (SELECT user_id FROM profile WHERE NOT is_active) AND surface = 'staff' AND revoked_at IS NULL
)
UPDATE users
SET email = coalesce($7, email),
    email_verified_at = CASE WHEN lower($7) IS DISTINCT FROM lower(email) AND $7 IS NOT NULL THEN NULL ELSE email_verified_at END,
    mobile = coalesce($8, mobile),
    mobile_verified_at = CASE WHEN $8 IS DISTINCT FROM mobile AND $8 IS NOT NULL THEN NULL ELSE mobile_verified_at END,
    name = trim(concat_ws(' ', profile.first_name, profile.last_name)),
    updated_at = $10
FROM profile
WHERE users.id = profile.user_id
