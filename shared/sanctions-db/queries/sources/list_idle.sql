SELECT id
FROM sources
WHERE is_enabled AND NOT EXISTS (SELECT FROM source_runs WHERE source_id = sources.id AND finished_at IS NULL)
ORDER BY id
