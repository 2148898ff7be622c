WITH jobs AS NOT MATERIALIZED (
    SELECT
        documents.id, documents.name, documents.current_version, versions.version, versions.status, versions.page_count,
        versions.pages_done, versions.chunk_count, versions.pages_without_text, versions.pages_read_by_ocr,
        versions.error_code, versions.error_detail, versions.created_at, versions.updated_at,
        versions.status = 'ready'
        AND versions.version = documents.current_version
        AND EXISTS (
            SELECT 1
            FROM document_ranges AS ranges
            WHERE ranges.document_id = versions.document_id
                AND ranges.version = versions.version
                AND (ranges.stale_since IS NOT NULL OR coalesce(ranges.reader_version, 0) < $2)
        ) AS is_reread
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions ON versions.document_id = documents.id
)
SELECT
    total.count, page.id, page.version, page.name, page.status, page.page_count, page.pages_done, page.chunk_count,
    page.pages_without_text, page.pages_read_by_ocr, page.error_code, page.error_detail, page.created_at, page.updated_at,
    rereading.reason AS reread_reason, rereading.status AS reread_status, rereading.waiting_pages
FROM (
    SELECT count(*) AS count
    FROM jobs
    WHERE {filters}
) AS total
LEFT JOIN (
    SELECT
        id, name, current_version, version, status, page_count, pages_done, chunk_count, pages_without_text, pages_read_by_ocr,
        error_code, error_detail, created_at, updated_at
    FROM jobs
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
-- A range that this reader failed to read again counts as done.
LEFT JOIN LATERAL (
    SELECT
        CASE WHEN bool_or(is_outdated) THEN 'newer_reader' WHEN bool_or(is_stale) THEN 'requested' END AS reason,
        CASE
            WHEN bool_or(is_stale) THEN 'running'
            WHEN bool_or(is_outdated AND NOT has_failed) THEN 'waiting'
            WHEN bool_or(is_outdated) THEN 'failed'
        END AS status,
        coalesce(sum(pages) FILTER (WHERE is_stale OR (is_outdated AND NOT has_failed)), 0)::integer AS waiting_pages
    FROM (
        SELECT
            ranges.last_page - ranges.first_page + 1 AS pages, ranges.stale_since IS NOT NULL AS is_stale,
            coalesce(ranges.reader_version, 0) < $2 AS is_outdated,
            coalesce(ranges.failed_reader_version, 0) >= $2 AS has_failed
        FROM document_ranges AS ranges
        WHERE ranges.document_id = page.id AND ranges.version = page.version
    ) AS states
) AS rereading ON page.status = 'ready' AND page.version = page.current_version
ORDER BY {order}
