UPDATE screening_batches
SET status = 'processing', encoding = $3, list_versions = $4, list_thresholds = $5, lists_left_out = $6, ignored_columns = $7,
    rows_total = $8, rows_invalid = $9, started_at = $2, updated_at = $2
WHERE id = $1 AND status = 'uploading'
