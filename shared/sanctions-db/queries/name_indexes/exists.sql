SELECT coalesce(
    (
        SELECT lost_at IS NULL
        FROM name_indexes
        WHERE source_id = $1 AND format = $2
        ORDER BY created_at DESC, run_id DESC
        LIMIT 1
    ),
    false
) AS found
