SELECT kind, object_id, subject, is_withdrawn, owner_id, changed_at
FROM withdrawals
WHERE kept_at IS NULL
ORDER BY changed_at, kind, object_id, subject
LIMIT $1
