-- Pages that are known already stay as they are. Those over the limit are given up at once.
WITH known AS (
    SELECT count(*) AS pages
    FROM document_page_scans
    WHERE document_id = $1 AND version = $2 AND reason IS DISTINCT FROM $5
), lacking AS (
    SELECT page, row_number() OVER (ORDER BY page) <= $4 - known.pages AS is_admitted
    FROM unnest($3::integer[]) AS pages (page), known
    WHERE NOT EXISTS (
        SELECT 1
        FROM document_page_scans AS scans
        WHERE scans.document_id = $1 AND scans.version = $2 AND scans.page = pages.page
    )
)
INSERT INTO document_page_scans (document_id, version, page, state, reason, updated_at)
SELECT
    $1, $2, page, CASE WHEN is_admitted THEN 'waiting' ELSE 'failed' END,
    CASE WHEN is_admitted THEN NULL ELSE $5 END, $6
FROM lacking
ON CONFLICT DO NOTHING
