SELECT document_id, version
FROM document_versions
WHERE document_id = $1 AND superseded_at IS NOT NULL AND retired_at IS NULL
ORDER BY version
