WITH used AS (
    UPDATE one_time_tokens AS tokens
    SET used_at = $2
    FROM one_time_tokens AS shown
    WHERE shown.hash = $1
        AND shown.purpose = 'password_reset'
        AND shown.expires_at > $2
        AND tokens.user_id = shown.user_id
        AND tokens.purpose = 'password_reset'
        AND tokens.used_at IS NULL
    RETURNING tokens.hash, tokens.user_id, tokens.sent_to
), changed AS (
    UPDATE users
    SET password_hash = $3, email_verified_at = coalesce(users.email_verified_at, $2), updated_at = $2,
        invitation_accepted_at = CASE WHEN users.invited_at IS NOT NULL THEN coalesce(users.invitation_accepted_at, $2) END
    FROM used
    WHERE used.hash = $1
        AND users.id = used.user_id
        AND users.is_active
        AND lower(users.email) = lower(used.sent_to)
    RETURNING users.id
), ended AS (
    UPDATE auth_sessions SET revoked_at = $2, ended_because = $4
    WHERE user_id IN (SELECT id FROM changed) AND revoked_at IS NULL
), keys AS (
    UPDATE api_keys SET revoked_at = $2 WHERE user_id IN (SELECT id FROM changed) AND revoked_at IS NULL
), forgotten AS (
    DELETE FROM known_devices WHERE user_id IN (SELECT id FROM changed)
), notice AS (
    INSERT INTO outbox_messages (id, kind, user_id, created_at, due_at)
    SELECT $5, $6, id, $2, $2 FROM changed
)
SELECT id FROM changed
