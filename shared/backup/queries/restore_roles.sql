WITH newest AS (
    SELECT DISTINCT ON (object_id) object_id, subject AS role, changed_at
    FROM withdrawals
    WHERE kind = 'account_role'
    ORDER BY object_id, changed_at DESC
)
UPDATE users
SET role = newest.role, updated_at = newest.changed_at
FROM newest
WHERE newest.object_id = users.id AND newest.role <> users.role
