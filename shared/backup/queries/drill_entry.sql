-- The entry that was added or changed last.
SELECT entities.id, entities.source_id, entities.key, versions.kind, versions.name
FROM list_entity_versions AS versions
JOIN list_entities AS entities ON entities.id = versions.entity_id
WHERE versions.valid_to IS NULL
ORDER BY versions.known_from DESC, entities.id
LIMIT 1
