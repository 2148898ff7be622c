-- As documents.
UPDATE analytics_snapshots
SET owner_id = successor.id
FROM (
    SELECT id
    FROM users
    WHERE role = 'admin' AND is_active AND id NOT IN (SELECT object_id FROM erasures WHERE kind = 'user')
    ORDER BY created_at, id
    LIMIT 1
) AS successor
WHERE analytics_snapshots.owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
    AND (
        analytics_snapshots.deleted_at IS NULL
        OR EXISTS (SELECT 1 FROM withdrawals WHERE kind = 'snapshot_owner' AND object_id = analytics_snapshots.id)
    )
