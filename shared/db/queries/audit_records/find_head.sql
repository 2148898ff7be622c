SELECT sequence, hash, recorded_at
FROM audit_records
ORDER BY sequence DESC
LIMIT 1
