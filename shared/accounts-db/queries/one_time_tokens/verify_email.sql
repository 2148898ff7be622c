WITH used AS (
    UPDATE one_time_tokens
    SET used_at = $2
    WHERE hash = $1 AND purpose = 'email_verification' AND used_at IS NULL AND expires_at > $2
    RETURNING user_id, sent_to
)
UPDATE users
SET email_verified_at = $2, updated_at = $2
FROM used
WHERE users.id = used.user_id AND users.is_active AND lower(users.email) = lower(used.sent_to)
RETURNING users.id
