UPDATE datasets
SET used_until = $3
WHERE id = $1 AND used_until = $2
