UPDATE sources
SET name = $2, format = $3, dataset = $4, schedule = $5, is_enabled = $6, threshold = $7, next_run_at = $8, updated_at = $9
WHERE id = $1
    AND NOT EXISTS (SELECT FROM sources AS others WHERE others.id <> $1 AND lower(others.name) = lower($2))
