-- Answers that were made from it are not given again since it was hidden; what was kept to give them goes too.
WITH kept AS (
    DELETE FROM cached_answers WHERE documents @> ARRAY[$1::uuid]
)
DELETE FROM documents
WHERE id = $1 AND deleted_at IS NOT NULL
