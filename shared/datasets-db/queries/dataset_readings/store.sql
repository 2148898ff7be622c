-- A newer revision and a deletion win. Answers with the figures of an earlier revision are not given again.
WITH stored AS (
    UPDATE datasets
    SET status = 'ready', payload = $3, sha256 = $4, analytics_ms = $5, updated_at = $6, error_code = NULL, error_detail = NULL,
        profile = $7, account = $8, row_count = $9, column_count = $10, copy_revision = revision
    WHERE id = $1 AND revision = $2 AND status = 'processing' AND deleted_at IS NULL
    RETURNING id
), stale AS (
    DELETE FROM cached_answers USING stored WHERE cached_answers.snapshot_id = stored.id
)
SELECT id
FROM stored
