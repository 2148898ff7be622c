-- Only while no file is being read, for the first time or again. Ranges of the oldest text come first, those of a document together.
WITH outdated AS (
    SELECT ranges.document_id, ranges.version, ranges.first_page
    FROM document_ranges AS ranges
    JOIN document_versions AS versions
        ON versions.document_id = ranges.document_id AND versions.version = ranges.version AND versions.status = 'ready'
    JOIN documents
        ON documents.id = versions.document_id AND documents.current_version = versions.version
        AND documents.deleted_at IS NULL
    WHERE coalesce(ranges.reader_version, 0) < $1
        AND coalesce(ranges.failed_reader_version, 0) < $1
        AND ranges.stale_since IS NULL
        AND NOT EXISTS (
            SELECT 1
            FROM document_versions AS others
            JOIN documents AS their ON their.id = others.document_id
            WHERE others.status = 'processing' AND their.deleted_at IS NULL
        )
        AND NOT EXISTS (
            SELECT 1
            FROM document_ranges AS others
            JOIN documents AS their ON their.id = others.document_id
            WHERE others.stale_since IS NOT NULL AND their.deleted_at IS NULL
        )
    ORDER BY versions.ready_at, ranges.document_id, ranges.first_page
    LIMIT $2
    FOR UPDATE OF ranges
)
UPDATE document_ranges AS ranges
SET stale_since = $3
FROM outdated
WHERE ranges.document_id = outdated.document_id
    AND ranges.version = outdated.version
    AND ranges.first_page = outdated.first_page
RETURNING ranges.document_id, ranges.version, ranges.first_page, ranges.last_page
