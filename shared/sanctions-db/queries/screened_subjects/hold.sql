SELECT subject_key FROM screened_subjects WHERE subject_key = $1 OR name_key = $2 ORDER BY subject_key FOR UPDATE
