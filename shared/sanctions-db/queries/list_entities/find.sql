SELECT id, source_id, key
FROM list_entities
WHERE id = $1
