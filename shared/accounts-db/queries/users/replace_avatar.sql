WITH before AS (
    SELECT avatar_key FROM users WHERE id = $1 FOR UPDATE
)
UPDATE users
SET avatar_key = $2, updated_at = $3
FROM before
WHERE users.id = $1
RETURNING before.avatar_key
