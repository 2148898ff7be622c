SELECT number, kind, name, begun_by, ended_by, valid_from, valid_to, known_from, known_to, content
FROM list_entity_versions
WHERE entity_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2)
ORDER BY number DESC
LIMIT 1
