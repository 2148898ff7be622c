SELECT documents.id
FROM source_runs AS runs
JOIN documents ON documents.id = runs.document_id
WHERE runs.source_id = $1 AND runs.status = 'done' AND documents.deleted_at IS NULL AND documents.valid_to IS NULL
ORDER BY runs.finished_at DESC, runs.id DESC
LIMIT 1
