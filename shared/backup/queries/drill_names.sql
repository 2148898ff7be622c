-- The names of an entry and of others on its list.
SELECT entities.key, versions.kind, versions.names
FROM list_entity_versions AS versions
JOIN list_entities AS entities ON entities.id = versions.entity_id
WHERE entities.source_id = $1 AND versions.valid_to IS NULL
ORDER BY entities.id <> $2, entities.id
LIMIT $3
