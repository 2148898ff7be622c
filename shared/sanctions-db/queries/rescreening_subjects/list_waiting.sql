SELECT subject_key
FROM rescreening_subjects
WHERE run_id = $1 AND NOT is_done
ORDER BY stored_at DESC, subject_key
LIMIT $2
