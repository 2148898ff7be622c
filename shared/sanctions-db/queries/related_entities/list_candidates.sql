-- entries of other lists whose names are alike, or that state one of the numbers, each as it was on the day
WITH likened AS MATERIALIZED (
    SELECT alike.entity_id, max(alike.likeness) AS likeness
    FROM unnest($2::text[]) AS wanted (name)
    -- one search of the index for each name
    CROSS JOIN LATERAL (
        SELECT entity_id, word_similarity(wanted.name, names) AS likeness
        FROM list_entity_versions
        WHERE wanted.name <% names
        OFFSET 0
    ) AS alike
    GROUP BY alike.entity_id
),
stating AS MATERIALIZED (
    SELECT DISTINCT entity_id
    FROM list_entity_versions
    WHERE listed_numbers(content) && $3::text[]
),
named AS (
    SELECT likened.entity_id
    FROM likened
    JOIN list_entities AS entities ON entities.id = likened.entity_id
    WHERE entities.source_id <> $1
    ORDER BY likened.likeness DESC, likened.entity_id
    LIMIT $5
),
numbered AS (
    SELECT stating.entity_id
    FROM stating
    JOIN list_entities AS entities ON entities.id = stating.entity_id
    WHERE entities.source_id <> $1
    ORDER BY stating.entity_id
    LIMIT $5
)
SELECT entities.id, entities.source_id, entities.key, version.number, version.kind, version.name, version.valid_from, version.valid_to,
    version.known_from, version.known_to, version.content
FROM (SELECT entity_id FROM named UNION SELECT entity_id FROM numbered) AS candidates
JOIN list_entities AS entities ON entities.id = candidates.entity_id
JOIN LATERAL (
    SELECT number, kind, name, valid_from, valid_to, known_from, known_to, content
    FROM list_entity_versions
    WHERE entity_id = entities.id
    -- the one of that day, or the last one before it, or the first one
    ORDER BY valid_from <= coalesce($4::date, 'infinity') DESC,
        CASE WHEN valid_from <= coalesce($4::date, 'infinity') THEN number ELSE -number END DESC
    LIMIT 1
) AS version ON true
ORDER BY entities.id
LIMIT 2 * $5
