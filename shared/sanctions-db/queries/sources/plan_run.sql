UPDATE sources SET next_run_at = $2 WHERE id = $1
