-- Also those with the addresses of accounts that are erased.
WITH taken AS (
    DELETE FROM document_email_shares AS shares
    WHERE id IN (SELECT object_id FROM withdrawals WHERE kind = 'email_share' AND is_withdrawn)
        OR email IN (
            SELECT lower(users.email)
            FROM users
            JOIN erasures ON erasures.kind = 'user' AND erasures.object_id = users.id
        )
    RETURNING shares.document_id
)
UPDATE documents
SET readers_revision = readers_revision + 1
WHERE id IN (SELECT document_id FROM taken)
