SELECT id, requested_by, status, file_name, object_key, encoding, threshold, sources, list_versions, list_thresholds, lists_left_out,
    ignored_columns, rows_total, rows_screened, rows_invalid, rows_with_hits, rows_erased, alerts_opened, error_code, error, upload_until,
    created_at, started_at, finished_at, expires_at
FROM screening_batches
WHERE id = $1 AND finished_at IS NULL AND expires_at > $2
FOR UPDATE
