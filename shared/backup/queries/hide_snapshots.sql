UPDATE analytics_snapshots
SET deleted_at = erasures.erased_at, updated_at = erasures.erased_at
FROM erasures
WHERE erasures.kind = 'snapshot' AND erasures.object_id = analytics_snapshots.id AND analytics_snapshots.deleted_at IS NULL
