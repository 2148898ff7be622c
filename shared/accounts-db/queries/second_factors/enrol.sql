INSERT INTO second_factors (user_id, sealed_secret, created_at)
VALUES ($1, $2, $3)
ON CONFLICT (user_id) DO UPDATE SET sealed_secret = $2, created_at = $3, last_step = 0
WHERE second_factors.confirmed_at IS NULL
