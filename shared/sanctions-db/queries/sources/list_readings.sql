SELECT
    id, created_at, read_at, failures,
    coalesce((
        SELECT runs.error_code IN ('list_shrunken', 'law_shrunken')
        FROM source_runs AS runs
        WHERE runs.source_id = sources.id AND runs.finished_at IS NOT NULL
        ORDER BY runs.created_at DESC, runs.id DESC
        LIMIT 1
    ), false) AS is_shrunken
FROM sources
WHERE is_enabled
ORDER BY id
LIMIT $1
