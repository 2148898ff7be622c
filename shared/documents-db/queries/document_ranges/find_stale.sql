SELECT ranges.document_id, ranges.version, ranges.first_page, ranges.last_page
FROM document_ranges AS ranges
JOIN documents ON documents.id = ranges.document_id
WHERE ranges.stale_since < $1 AND documents.deleted_at IS NULL
ORDER BY ranges.stale_since
LIMIT $2
