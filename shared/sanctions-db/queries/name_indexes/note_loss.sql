UPDATE name_indexes SET lost_at = $2 WHERE run_id = $1 AND lost_at IS NULL
