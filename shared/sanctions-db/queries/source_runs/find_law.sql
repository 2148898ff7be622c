SELECT files.object_key AS file_key, documents.id, versions.object_key, versions.status, versions.error_code
FROM source_runs AS runs
JOIN source_run_files AS files ON files.run_id = runs.id AND files.part = 'main'
LEFT JOIN documents ON documents.id = runs.document_id AND documents.deleted_at IS NULL
LEFT JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
WHERE runs.id = $1
