SELECT subject_key, screened_at
FROM screened_subjects
WHERE (screened_at, subject_key) < ($1, $2)
ORDER BY screened_at DESC, subject_key DESC
LIMIT 2000
