WITH reader AS (
    SELECT id
    FROM users
    WHERE id = $2 AND is_active AND role <> 'guest'
), added AS (
    INSERT INTO document_shares (document_id, user_id, created_at)
    SELECT $1::uuid, id, $3::timestamptz
    FROM reader
    ON CONFLICT DO NOTHING
    RETURNING user_id
)
SELECT EXISTS (SELECT 1 FROM added) AS is_new
FROM reader
