-- The range of a page, once none of its pages waits for text recognition and one of them got text that is not stored yet.
UPDATE document_ranges AS ranges
SET stale_since = $4
WHERE ranges.document_id = $1
    AND ranges.version = $2
    AND $3 BETWEEN ranges.first_page AND ranges.last_page
    AND NOT EXISTS (
        SELECT 1
        FROM document_page_scans AS scans
        WHERE scans.document_id = $1
            AND scans.version = $2
            AND scans.page BETWEEN ranges.first_page AND ranges.last_page
            AND scans.state = 'waiting'
    )
    AND EXISTS (
        SELECT 1
        FROM document_page_scans AS scans
        JOIN document_pages AS pages
            ON pages.document_id = scans.document_id AND pages.version = scans.version AND pages.page = scans.page
        WHERE scans.document_id = $1
            AND scans.version = $2
            AND scans.page BETWEEN ranges.first_page AND ranges.last_page
            AND scans.has_characters
            AND NOT pages.has_text
    )
RETURNING ranges.first_page, ranges.last_page
