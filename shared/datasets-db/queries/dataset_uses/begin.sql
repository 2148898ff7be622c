-- Each use has an end of its own, so that it is known which one was the last to begin.
WITH before AS (
    SELECT id, used_until
    FROM datasets
    WHERE id = $1 AND deleted_at IS NULL
    FOR NO KEY UPDATE
)
UPDATE datasets
SET used_until = greatest($2, before.used_until + interval '1 microsecond')
FROM before
WHERE datasets.id = before.id
RETURNING datasets.used_until, before.used_until AS previous
