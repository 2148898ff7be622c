SELECT count(*) FROM screened_subjects WHERE (screened_at, subject_key) < ($1, $2) AND expires_at > $3
