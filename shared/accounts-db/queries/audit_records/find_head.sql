SELECT sequence, hash
FROM audit_records
ORDER BY sequence DESC
LIMIT 1
