UPDATE list_entity_versions
SET valid_to = greatest(valid_from, $3), known_to = greatest(known_from, $4), ended_by = $2
WHERE entity_id = ANY($1) AND valid_to IS NULL
