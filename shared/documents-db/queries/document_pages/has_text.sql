SELECT EXISTS (
    SELECT 1
    FROM document_pages
    WHERE document_id = $1 AND version = $2 AND page = ANY ($3) AND has_text
) AS has_text
