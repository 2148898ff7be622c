UPDATE document_page_scans
SET state = 'failed', reason = $4, updated_at = $5
WHERE document_id = $1 AND version = $2 AND page = $3 AND state = 'waiting'
