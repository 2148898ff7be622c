WITH found AS (
    SELECT id
    FROM account_groups
    WHERE id = $2
    FOR KEY SHARE
), added AS (
    INSERT INTO document_group_shares (document_id, group_id, created_at)
    SELECT $1::uuid, id, $3::timestamptz
    FROM found
    ON CONFLICT DO NOTHING
    RETURNING group_id
)
SELECT EXISTS (SELECT 1 FROM added) AS is_new
FROM found
