SELECT
    documents.created_at,
    coalesce(documents.valid_from, stated.first_day) AS first_day
FROM documents
CROSS JOIN LATERAL (
    -- a day that only some provisions state is not that of the text
    SELECT CASE WHEN bool_and(provisions.applies_from IS NOT NULL) THEN min(provisions.applies_from) END AS first_day
    FROM document_chunk_provisions AS provisions
    WHERE provisions.document_id = documents.id AND provisions.version = documents.current_version
) AS stated
WHERE documents.id = $1
