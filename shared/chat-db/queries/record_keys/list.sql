SELECT public_key
FROM record_keys
ORDER BY first_used_at, kid
