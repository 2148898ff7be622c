UPDATE source_runs
SET status = 'embedding', document_id = $2, attempts = 0, updated_at = $3, held_until = NULL
WHERE id = $1 AND status = 'fetching'
