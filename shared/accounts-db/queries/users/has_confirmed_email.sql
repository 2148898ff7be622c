SELECT email_verified_at IS NOT NULL FROM users WHERE id = $1
