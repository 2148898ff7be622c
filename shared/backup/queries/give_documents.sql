-- To whom they were handed over, who may have come only after the backup.
UPDATE documents
SET owner_id = users.id, readers_revision = documents.readers_revision + 1
FROM withdrawals
JOIN users ON users.id = withdrawals.owner_id
WHERE withdrawals.kind = 'document_owner'
    AND withdrawals.object_id = documents.id
    AND users.id <> documents.owner_id
