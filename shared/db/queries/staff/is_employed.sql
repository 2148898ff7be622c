SELECT EXISTS (SELECT 1 FROM staff_profiles WHERE lower(employee_id) = lower($1))
