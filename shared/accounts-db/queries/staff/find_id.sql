SELECT id FROM staff_profiles WHERE user_id = $1
