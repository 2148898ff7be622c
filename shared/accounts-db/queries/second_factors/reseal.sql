UPDATE second_factors SET sealed_secret = $3 WHERE user_id = $1 AND sealed_secret = $2
