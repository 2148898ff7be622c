UPDATE document_versions
SET
    chunk_count = (
        SELECT count(*)
        FROM document_chunks AS chunks
        WHERE chunks.document_id = $1 AND chunks.version = $2
    ),
    pages_without_text = ARRAY(
        SELECT page
        FROM unnest(pages_without_text) AS earlier (page)
        WHERE page NOT BETWEEN $3 AND $4
        UNION
        SELECT unnest($5::integer[])
        ORDER BY 1
    ),
    pages_read_by_ocr = ARRAY(
        SELECT page
        FROM unnest(pages_read_by_ocr) AS earlier (page)
        WHERE page NOT BETWEEN $3 AND $4
        UNION
        SELECT unnest($7::integer[])
        ORDER BY 1
    ),
    reread_at = $6
WHERE document_id = $1 AND version = $2
