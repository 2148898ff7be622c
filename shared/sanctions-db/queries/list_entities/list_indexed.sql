SELECT entities.id, entities.key, version.number, version.content_sha256, version.kind, version.name
FROM list_entities AS entities
JOIN LATERAL (
    SELECT number, content_sha256, kind, name
    FROM list_entity_versions
    WHERE entity_id = entities.id AND known_from <= $3
    ORDER BY number DESC
    LIMIT 1
) AS version ON true
WHERE entities.source_id = $1 AND entities.key = ANY($2)
