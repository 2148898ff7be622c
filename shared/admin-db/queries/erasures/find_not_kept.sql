SELECT kind, object_id, erased_at
FROM erasures
WHERE kept_at IS NULL
ORDER BY erased_at, kind, object_id
LIMIT $1
