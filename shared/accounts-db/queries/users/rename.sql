WITH customer AS (
    SELECT EXISTS (SELECT FROM customer_profiles WHERE user_id = $1) AS is_customer
), renamed AS (
    UPDATE users
    SET name = $2, updated_at = $3
    FROM customer
    WHERE id = $1 AND name <> $2 AND NOT is_customer
    RETURNING id
)
SELECT is_customer, EXISTS (SELECT FROM renamed) AS is_renamed
FROM customer
