SELECT total.count, page.*
FROM (SELECT count(*) AS count FROM screening_batches WHERE expires_at > $1 AND {filters}) AS total
LEFT JOIN (
    SELECT id, requested_by, status, file_name, object_key, encoding, threshold, sources, list_versions, list_thresholds, lists_left_out,
        ignored_columns, rows_total, rows_screened, rows_invalid, rows_with_hits, rows_erased, alerts_opened, error_code, error, upload_until,
        created_at, started_at, finished_at, expires_at
    FROM screening_batches
    WHERE expires_at > $1 AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
