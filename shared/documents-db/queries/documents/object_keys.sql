SELECT object_key
FROM document_versions
WHERE document_id = $1
ORDER BY version
