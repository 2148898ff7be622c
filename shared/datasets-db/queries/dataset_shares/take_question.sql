-- A clock that is a little behind those of others still counts for the last day.
WITH today AS (
    SELECT ($2::timestamptz AT TIME ZONE 'UTC')::date AS day
)
UPDATE dataset_shares
SET
    questions = CASE WHEN questions_on >= today.day THEN questions + 1 ELSE 1 END,
    questions_on = GREATEST(questions_on, today.day)
FROM today
WHERE token_hash = $1
    AND expires_at > $2
    AND allow_provider
    AND CASE WHEN questions_on >= today.day THEN questions ELSE 0 END < daily_budget
