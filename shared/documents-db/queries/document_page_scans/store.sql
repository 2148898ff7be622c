UPDATE document_page_scans
SET
    state = 'read',
    scan = $4,
    has_characters = $5,
    script = $6,
    confidence = $7,
    model = $8,
    updated_at = $9
WHERE document_id = $1 AND version = $2 AND page = $3 AND state = 'waiting'
