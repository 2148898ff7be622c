SELECT id, schedule
FROM sources
WHERE is_enabled
    AND next_run_at <= $1
    AND NOT EXISTS (SELECT FROM source_runs WHERE source_id = sources.id AND finished_at IS NULL)
ORDER BY next_run_at, id
LIMIT $2
