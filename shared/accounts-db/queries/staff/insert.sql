WITH account AS (
    INSERT INTO users (id, email, name, password_hash, role, mobile, created_at, updated_at)
    VALUES ($1, $2, $3, $4, 'guest', $5, $6, $6)
    RETURNING id
)
INSERT INTO staff_profiles (
    user_id, first_name, last_name, employee_id, department, role_id, verified_at, verified_by, created_at, updated_at
)
SELECT account.id, $7, $8, $9, $10, $11, $12, $13, $6, $6
FROM account
RETURNING id
