-- entries of a list by their keys, each as it was on the day
SELECT entities.id, entities.source_id, entities.key, version.number, version.kind, version.name, version.valid_from, version.valid_to,
    version.known_from, version.known_to, version.content
FROM list_entities AS entities
JOIN LATERAL (
    SELECT number, kind, name, valid_from, valid_to, known_from, known_to, content
    FROM list_entity_versions
    WHERE entity_id = entities.id
    ORDER BY valid_from <= coalesce($3::date, 'infinity') DESC,
        CASE WHEN valid_from <= coalesce($3::date, 'infinity') THEN number ELSE -number END DESC
    LIMIT 1
) AS version ON true
WHERE entities.source_id = $1 AND entities.key = ANY($2)
ORDER BY entities.key
LIMIT $4
