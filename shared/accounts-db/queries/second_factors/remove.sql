WITH removed AS (
    DELETE FROM second_factors WHERE user_id = $1 AND confirmed_at = $5 RETURNING user_id
), codes AS (
    DELETE FROM recovery_codes WHERE user_id IN (SELECT user_id FROM removed)
), sessions AS (
    UPDATE auth_sessions SET second_factor_at = NULL
    WHERE user_id IN (SELECT user_id FROM removed) AND second_factor_at IS NOT NULL
), notice AS (
    INSERT INTO outbox_messages (id, kind, user_id, created_at, due_at)
    SELECT $2, $3, user_id, $4, $4 FROM removed
)
SELECT user_id FROM removed
