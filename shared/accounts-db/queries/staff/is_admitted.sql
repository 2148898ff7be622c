SELECT EXISTS (SELECT FROM staff_profiles WHERE user_id = $1 AND is_active AND verified_at IS NOT NULL)
