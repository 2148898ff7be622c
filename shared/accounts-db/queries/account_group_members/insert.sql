WITH found AS (
    SELECT users.id
    FROM users
    WHERE users.id = $2
    FOR KEY SHARE
), added AS (
    INSERT INTO account_group_members (group_id, user_id, created_at)
    SELECT $1::uuid, id, $3::timestamptz
    FROM found
    ON CONFLICT DO NOTHING
    RETURNING user_id
)
SELECT EXISTS (SELECT 1 FROM added) AS is_new
FROM found
