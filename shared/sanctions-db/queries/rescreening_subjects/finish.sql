UPDATE rescreening_subjects SET is_done = true WHERE run_id = $1 AND subject_key = ANY($2)
