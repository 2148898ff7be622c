DELETE FROM rescreening_subjects WHERE run_id = $1
