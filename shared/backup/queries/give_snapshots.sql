UPDATE datasets
SET owner_id = users.id
FROM withdrawals
JOIN users ON users.id = withdrawals.owner_id
WHERE withdrawals.kind = 'snapshot_owner'
    AND withdrawals.object_id = datasets.id
    AND users.id IS DISTINCT FROM datasets.owner_id
