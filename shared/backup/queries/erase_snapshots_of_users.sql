-- As documents.
DELETE FROM datasets
WHERE owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
    AND deleted_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM withdrawals WHERE kind = 'snapshot_owner' AND object_id = datasets.id)
