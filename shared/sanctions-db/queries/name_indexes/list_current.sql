SELECT sources.id, sources.name, sources.is_enabled, sources.threshold, sources.read_at, current.run_id, current.object_key, current.sha256,
    current.bytes, current.entities, current.names, current.unsearchable, current.day, current.created_at
FROM sources
LEFT JOIN LATERAL (
    SELECT run_id, object_key, sha256, bytes, entities, names, unsearchable, day, created_at
    FROM name_indexes
    WHERE source_id = sources.id AND format = $1
    ORDER BY created_at DESC, run_id DESC
    LIMIT 1
) AS current ON true
WHERE sources.format <> 'law' AND (sources.id = ANY($2) OR ($2 IS NULL AND sources.is_enabled))
ORDER BY sources.name, sources.id
