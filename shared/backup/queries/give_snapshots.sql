UPDATE analytics_snapshots
SET owner_id = users.id
FROM withdrawals
JOIN users ON users.id = withdrawals.owner_id
WHERE withdrawals.kind = 'snapshot_owner'
    AND withdrawals.object_id = analytics_snapshots.id
    AND users.id IS DISTINCT FROM analytics_snapshots.owner_id
