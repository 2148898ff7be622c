SELECT total.count, page.*
FROM (
    SELECT count(*) AS count
    FROM list_entity_versions AS versions
    JOIN list_entities ON list_entities.id = versions.entity_id
    WHERE {filters}
) AS total
LEFT JOIN (
    SELECT versions.entity_id AS id, list_entities.source_id, list_entities.key, versions.kind, versions.name, versions.number,
        versions.valid_from, versions.valid_to, versions.known_from, versions.known_to,
        versions.content -> 'programmes' AS programmes
    FROM list_entity_versions AS versions
    JOIN list_entities ON list_entities.id = versions.entity_id
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
