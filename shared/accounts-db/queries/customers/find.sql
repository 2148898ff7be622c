SELECT customers.id AS customer_id, users.email, users.username, users.mobile, customers.first_name, customers.last_name,
    users.email_verified_at IS NOT NULL AS email_is_verified, users.mobile_verified_at IS NOT NULL AS mobile_is_verified,
    customers.wallet_balance, customers.referral_code, users.avatar_key, users.is_active, users.created_at
FROM customer_profiles AS customers
JOIN users ON users.id = customers.user_id
WHERE users.id = $1
