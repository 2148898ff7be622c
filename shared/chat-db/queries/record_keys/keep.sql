INSERT INTO record_keys (kid, public_key, first_used_at)
VALUES ($1, $2, $3)
ON CONFLICT (kid) DO NOTHING
