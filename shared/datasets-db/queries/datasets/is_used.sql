SELECT coalesce(used_until > $2, false)
FROM datasets
WHERE id = $1
