DELETE FROM rescreening_subjects WHERE subject_key = $1 OR name_key = $2 RETURNING run_id, is_done
