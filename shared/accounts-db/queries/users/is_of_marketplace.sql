SELECT EXISTS (SELECT FROM customer_profiles WHERE user_id = $1) OR EXISTS (SELECT FROM staff_profiles WHERE user_id = $1)
