UPDATE source_runs SET updated_at = $2, held_until = $3 WHERE id = $1 AND finished_at IS NULL
