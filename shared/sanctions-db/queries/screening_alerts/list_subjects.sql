SELECT DISTINCT subject_key FROM screening_alerts WHERE subject_key = $1 OR name_key = $2 ORDER BY subject_key
