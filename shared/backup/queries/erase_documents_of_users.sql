-- What is hidden by a note of its own, or was when the backup was taken, and was not handed over: it was gone from all stores before
-- its owner was erased.
DELETE FROM documents
WHERE owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
    AND deleted_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM withdrawals WHERE kind = 'document_owner' AND object_id = documents.id)
