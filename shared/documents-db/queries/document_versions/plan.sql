UPDATE document_versions
SET sha256 = $3, page_count = $4, ranges_total = $5, updated_at = $6
WHERE document_id = $1
    AND version = $2
    AND status = 'processing'
    AND ranges_total IS NULL
