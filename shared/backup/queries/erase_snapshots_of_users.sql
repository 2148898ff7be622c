DELETE FROM analytics_snapshots
WHERE owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
