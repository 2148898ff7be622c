-- Chunks and words go: they are for finding. So do scans: the text that they gave is in the pages. Pages stay: they are what citations of old answers name.
WITH chunks AS (
    DELETE FROM document_chunks
    WHERE document_id = $1 AND version = $2
), words AS (
    DELETE FROM document_words
    WHERE document_id = $1 AND version = $2
), scans AS (
    DELETE FROM document_page_scans
    WHERE document_id = $1 AND version = $2
), indexed AS (
    DELETE FROM vector_collection_ranges
    WHERE document_id = $1 AND version = $2
)
UPDATE document_versions
SET retired_at = $3
WHERE document_id = $1 AND version = $2 AND superseded_at IS NOT NULL AND retired_at IS NULL
