WITH taken AS (
    DELETE FROM document_group_shares AS shares
    USING withdrawals
    WHERE withdrawals.kind = 'group_share'
        AND withdrawals.object_id = shares.document_id
        AND withdrawals.subject = shares.group_id::text
        AND withdrawals.is_withdrawn
    RETURNING shares.document_id
)
UPDATE documents
SET readers_revision = readers_revision + 1
WHERE id IN (SELECT document_id FROM taken)
