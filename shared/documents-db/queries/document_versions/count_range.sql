UPDATE document_versions
SET
    ranges_done = ranges_done + 1,
    pages_done = pages_done + $3,
    chunk_count = chunk_count + $4,
    pages_without_text = pages_without_text || $5::integer[],
    pages_read_by_ocr = pages_read_by_ocr || $7::integer[],
    updated_at = $6,
    status = CASE WHEN ranges_done + 1 = ranges_total THEN 'ready' ELSE status END,
    ready_at = CASE WHEN ranges_done + 1 = ranges_total THEN $6 ELSE ready_at END
WHERE document_id = $1
    AND version = $2
    AND status = 'processing'
RETURNING status
