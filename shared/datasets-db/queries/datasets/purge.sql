-- Answers that were made from it are not given again since it was hidden; what was kept to give them goes too.
WITH kept AS (
    DELETE FROM cached_answers WHERE snapshot_id = $1
)
DELETE FROM datasets
WHERE id = $1 AND deleted_at IS NOT NULL
