WITH account AS (
    UPDATE users
    SET email = coalesce($2, email),
        email_verified_at = CASE WHEN lower($2) IS DISTINCT FROM lower(email) AND $2 IS NOT NULL THEN NULL ELSE email_verified_at END,
        mobile = coalesce($3, mobile),
        mobile_verified_at = CASE WHEN $3 IS DISTINCT FROM mobile AND $3 IS NOT NULL THEN NULL ELSE mobile_verified_at END,
        name = trim(concat_ws(' ', coalesce($4, customers.first_name), coalesce($5, customers.last_name))),
        updated_at = $6
    FROM customer_profiles AS customers
    WHERE users.id = $1 AND customers.user_id = users.id
    RETURNING users.id, users.email, users.username, users.mobile, users.email_verified_at, users.mobile_verified_at,
        users.avatar_key, users.is_active, users.created_at
), customer AS (
    UPDATE customer_profiles
    SET first_name = coalesce($4, first_name), last_name = coalesce($5, last_name), updated_at = $6
    WHERE user_id = $1
    RETURNING id, first_name, last_name, wallet_balance, referral_code
)
SELECT customer.id AS customer_id, account.email, account.username, account.mobile, customer.first_name,
    customer.last_name, account.email_verified_at IS NOT NULL AS email_is_verified,
    account.mobile_verified_at IS NOT NULL AS mobile_is_verified, customer.wallet_balance, customer.referral_code,
    account.avatar_key, account.is_active, account.created_at
FROM account, customer
