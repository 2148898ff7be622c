SELECT fingerprint, status, body
FROM idempotency_keys
WHERE key_hash = $1 AND created_at > $2 AND body IS NOT NULL
