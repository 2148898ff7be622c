DELETE FROM screening_alerts WHERE subject_key = ANY($1)
