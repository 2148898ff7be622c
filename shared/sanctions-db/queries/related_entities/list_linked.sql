-- entries of a list that said on the day that they are linked to one with a key
SELECT entities.id, entities.source_id, entities.key, versions.number, versions.kind, versions.name, versions.valid_from, versions.valid_to,
    versions.known_from, versions.known_to, versions.content
FROM list_entity_versions AS versions
JOIN list_entities AS entities ON entities.id = versions.entity_id
WHERE versions.content -> 'links' @> jsonb_build_array(jsonb_build_object('target', jsonb_build_object('id', $2::text)))
    AND entities.source_id = $1
    AND versions.valid_from <= coalesce($3::date, 'infinity')
    AND (versions.valid_to IS NULL OR versions.valid_to > coalesce($3::date, 'infinity'))
ORDER BY versions.name, entities.id
LIMIT $4
