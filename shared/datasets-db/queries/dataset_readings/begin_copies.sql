-- One that cannot be copied waits behind the others.
UPDATE datasets
SET copy_begun_at = $2
WHERE id IN (
    SELECT id
    FROM datasets
    WHERE status = 'ready'
        AND copy_revision IS DISTINCT FROM revision
        AND file_path IS NOT NULL
        AND deleted_at IS NULL
        AND (copy_begun_at IS NULL OR copy_begun_at < $1)
    ORDER BY copy_begun_at NULLS FIRST, created_at
    LIMIT $3
    FOR UPDATE SKIP LOCKED
)
RETURNING id
