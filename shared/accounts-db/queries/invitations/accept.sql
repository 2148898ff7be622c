WITH used AS (
    UPDATE one_time_tokens AS tokens
    SET used_at = $2
    FROM one_time_tokens AS shown
    WHERE shown.hash = $1
        AND shown.purpose = 'invitation'
        AND shown.expires_at > $2
        AND tokens.user_id = shown.user_id
        AND tokens.purpose = 'invitation'
        AND tokens.used_at IS NULL
    RETURNING tokens.hash, tokens.user_id, tokens.sent_to
)
UPDATE users
SET password_hash = $3, name = $4, email_verified_at = coalesce(users.email_verified_at, $2), invitation_accepted_at = $2,
    updated_at = $2
FROM used
WHERE used.hash = $1
    AND users.id = used.user_id
    AND users.is_active
    AND users.invitation_accepted_at IS NULL
    AND lower(users.email) = lower(used.sent_to)
RETURNING users.id
