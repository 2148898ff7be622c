WITH taken AS (
    DELETE FROM document_role_shares AS shares
    USING withdrawals
    WHERE withdrawals.kind = 'role_share'
        AND withdrawals.object_id = shares.document_id
        AND withdrawals.subject = shares.role
        AND withdrawals.is_withdrawn
    RETURNING shares.document_id
)
UPDATE documents
SET readers_revision = readers_revision + 1
WHERE id IN (SELECT document_id FROM taken)
