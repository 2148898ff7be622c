UPDATE idempotency_keys SET status = $2, body = $3 WHERE key_hash = $1
