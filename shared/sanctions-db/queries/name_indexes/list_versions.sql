SELECT sources.id, sources.name, sources.is_enabled, sources.threshold, sources.read_at, indexes.run_id, indexes.object_key,
    indexes.sha256, indexes.bytes, indexes.entities, indexes.names, indexes.unsearchable, indexes.day, indexes.created_at
FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (run_id, place)
JOIN name_indexes AS indexes ON indexes.run_id = wanted.run_id
JOIN sources ON sources.id = indexes.source_id
ORDER BY wanted.place
