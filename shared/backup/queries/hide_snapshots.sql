UPDATE datasets
SET deleted_at = erasures.erased_at, updated_at = erasures.erased_at
FROM erasures
WHERE erasures.kind = 'snapshot' AND erasures.object_id = datasets.id AND datasets.deleted_at IS NULL
