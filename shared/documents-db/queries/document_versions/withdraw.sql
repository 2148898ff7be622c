-- Nothing of a version is left but that there was one.
WITH pages AS (
    DELETE FROM document_pages
    WHERE document_id = $1 AND version = $2
), chunks AS (
    DELETE FROM document_chunks
    WHERE document_id = $1 AND version = $2
), scans AS (
    DELETE FROM document_page_scans
    WHERE document_id = $1 AND version = $2
), ranges AS (
    DELETE FROM document_ranges
    WHERE document_id = $1 AND version = $2
)
UPDATE document_versions
SET status = 'failed', error_code = $3, error_detail = $4, updated_at = $5
WHERE document_id = $1 AND version = $2
