SELECT
    EXISTS (SELECT 1 FROM staff_profiles WHERE lower(employee_id) = lower($1))
    OR EXISTS (SELECT 1 FROM users WHERE lower(email) = lower($2) OR mobile = $3)
