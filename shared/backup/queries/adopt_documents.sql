-- Nobody is erased before what they own is. So what is there of them was handed over: a note tells of it whose new owner is not there,
-- or it was done before such notes were taken. An administrator has it then.
UPDATE documents
SET owner_id = successor.id, readers_revision = documents.readers_revision + 1
FROM (
    SELECT id
    FROM users
    WHERE role = 'admin' AND is_active AND id NOT IN (SELECT object_id FROM erasures WHERE kind = 'user')
    ORDER BY created_at, id
    LIMIT 1
) AS successor
WHERE documents.owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
    AND (
        documents.deleted_at IS NULL
        OR EXISTS (SELECT 1 FROM withdrawals WHERE kind = 'document_owner' AND object_id = documents.id)
    )
