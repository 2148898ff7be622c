WITH tried AS (
    UPDATE one_time_tokens
    SET tries = tries + 1, used_at = CASE WHEN hash = $2 THEN $3 END
    WHERE user_id = $1 AND purpose = 'mobile_verification' AND used_at IS NULL AND expires_at > $3 AND tries < $4
    RETURNING sent_to, used_at IS NOT NULL AS is_right
)
UPDATE users
SET mobile_verified_at = $3, updated_at = $3
FROM tried
WHERE users.id = $1 AND tried.is_right AND users.mobile = tried.sent_to
