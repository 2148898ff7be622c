SELECT version
FROM document_versions
WHERE document_id = $1 AND sha256 = $2
ORDER BY version DESC
LIMIT 1
