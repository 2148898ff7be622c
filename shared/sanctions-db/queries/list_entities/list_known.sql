SELECT entities.id, entities.key, latest.number, latest.content_sha256, latest.valid_to IS NULL AS is_current
FROM list_entities AS entities
JOIN LATERAL (
    SELECT number, content_sha256, valid_to
    FROM list_entity_versions
    WHERE entity_id = entities.id
    ORDER BY number DESC
    LIMIT 1
) AS latest ON true
WHERE entities.source_id = $1
