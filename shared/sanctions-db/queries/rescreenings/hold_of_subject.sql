SELECT run_id
FROM rescreenings
WHERE run_id IN (SELECT run_id FROM rescreening_subjects WHERE subject_key = $1 OR name_key = $2)
ORDER BY run_id
FOR UPDATE
