SELECT subject_key FROM screening_alerts WHERE subject_key = $1 OR name_key = $2
UNION
SELECT subject_key FROM screened_subjects WHERE subject_key = $1 OR name_key = $2
ORDER BY subject_key
