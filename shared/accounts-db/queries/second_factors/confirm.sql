WITH confirmed AS (
    UPDATE second_factors
    SET confirmed_at = $2, last_step = $3
    WHERE user_id = $1 AND confirmed_at IS NULL AND sealed_secret = $4
        AND EXISTS (SELECT FROM auth_sessions WHERE id = $6 AND user_id = $1 AND revoked_at IS NULL)
    RETURNING user_id
), forgotten AS (
    DELETE FROM recovery_codes
    WHERE user_id IN (SELECT user_id FROM confirmed) AND NOT hash = ANY ($5::bytea[])
), codes AS (
    INSERT INTO recovery_codes (user_id, hash)
    SELECT user_id, unnest($5::bytea[]) FROM confirmed
), sessions AS (
    UPDATE auth_sessions
    SET second_factor_at = CASE WHEN id = $6 THEN $2 END,
        revoked_at = CASE WHEN id = $6 THEN NULL ELSE $2 END,
        ended_because = CASE WHEN id = $6 THEN NULL ELSE $7 END
    WHERE user_id IN (SELECT user_id FROM confirmed) AND revoked_at IS NULL
), notice AS (
    INSERT INTO outbox_messages (id, kind, user_id, created_at, due_at)
    SELECT $8, $9, user_id, $2, $2 FROM confirmed
)
SELECT user_id FROM confirmed
