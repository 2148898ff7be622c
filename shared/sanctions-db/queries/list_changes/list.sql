WITH changes AS (
    SELECT entity_id, begun.name IS NULL AS is_gone, ended.name IS NULL AS is_new,
        coalesce(begun.kind, ended.kind) AS kind, coalesce(begun.name, ended.name) AS name,
        ended.content AS before, begun.content AS after
    FROM (SELECT entity_id, kind, name, content FROM list_entity_versions WHERE begun_by = $1) AS begun
    FULL JOIN (SELECT entity_id, kind, name, content FROM list_entity_versions WHERE ended_by = $1) AS ended
        USING (entity_id)
), named AS (
    SELECT *, CASE WHEN is_new THEN 'added' WHEN is_gone THEN 'removed' ELSE 'changed' END AS change
    FROM changes
)
SELECT total.count, page.*
FROM (SELECT count(*) AS count FROM named WHERE {filters}) AS total
LEFT JOIN (
    SELECT entity_id AS id, list_entities.key, kind, name, change,
        CASE WHEN change = 'changed' THEN before END AS before,
        CASE WHEN change = 'changed' THEN after END AS after
    FROM named
    JOIN list_entities ON list_entities.id = entity_id
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
