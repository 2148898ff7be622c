WITH account AS (
    INSERT INTO users (id, email, name, password_hash, role, username, mobile, created_at, updated_at)
    SELECT $1, $2, $3, $4, 'guest', $5, $6, $7, $7
    WHERE $11::text IS NULL OR EXISTS (SELECT 1 FROM customer_profiles WHERE referral_code = $11)
    RETURNING id
)
INSERT INTO customer_profiles (user_id, first_name, last_name, referral_code, referred_by, created_at, updated_at)
SELECT account.id, $8, $9, $10, (SELECT id FROM customer_profiles WHERE referral_code = $11), $7, $7
FROM account
