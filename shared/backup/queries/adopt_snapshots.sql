-- As documents.
UPDATE datasets
SET owner_id = successor.id
FROM (
    SELECT id
    FROM users
    WHERE role = 'admin' AND is_active AND id NOT IN (SELECT object_id FROM erasures WHERE kind = 'user')
    ORDER BY created_at, id
    LIMIT 1
) AS successor
WHERE datasets.owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
    AND (
        datasets.deleted_at IS NULL
        OR EXISTS (SELECT 1 FROM withdrawals WHERE kind = 'snapshot_owner' AND object_id = datasets.id)
    )
