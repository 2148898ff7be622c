-- who asked for the run, if that is an administrator, or else the administrator of longest standing
SELECT users.id
FROM users
LEFT JOIN source_runs AS runs ON runs.id = $1 AND runs.requested_by = users.id
WHERE users.role = 'admin' AND users.is_active
ORDER BY runs.id IS NULL, users.created_at, users.id
LIMIT 1
