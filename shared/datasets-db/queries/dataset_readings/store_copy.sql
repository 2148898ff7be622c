UPDATE datasets
SET profile = $3, account = $4, row_count = $5, column_count = $6, copy_revision = revision
WHERE id = $1 AND revision = $2 AND status = 'ready' AND deleted_at IS NULL
