-- the entries that the run added or changed, whatever became of them since
SELECT DISTINCT entities.key
FROM list_entity_versions AS versions
JOIN list_entities AS entities ON entities.id = versions.entity_id
WHERE versions.begun_by = $1
ORDER BY entities.key
