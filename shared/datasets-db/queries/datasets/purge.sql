-- Answers that were made from it are not given again since it was hidden; what was kept to give them goes too.
-- Its conversations go with the row, and what is stored of answers that were being written in them goes here.
WITH kept AS (
    DELETE FROM cached_answers WHERE snapshot_id = $1
), streams AS (
    DELETE FROM answer_streams WHERE session_id IN (SELECT id FROM chat_sessions WHERE dataset_id = $1)
)
DELETE FROM datasets
WHERE id = $1 AND deleted_at IS NOT NULL
