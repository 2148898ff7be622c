-- a file that was read meanwhile may have the subject again
DELETE FROM screened_subjects AS subjects
WHERE subjects.subject_key = ANY($1)
    AND NOT EXISTS (SELECT FROM screenings WHERE screenings.subject_key = subjects.subject_key)
    AND NOT EXISTS (SELECT FROM screening_batch_rows AS rows WHERE rows.subject_key = subjects.subject_key)
    AND NOT EXISTS (SELECT FROM screening_alerts AS alerts WHERE alerts.subject_key = subjects.subject_key)
