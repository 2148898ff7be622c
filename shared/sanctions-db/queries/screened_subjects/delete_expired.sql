DELETE FROM screened_subjects
WHERE subject_key IN (
    SELECT subject_key
    FROM screened_subjects
    WHERE expires_at < $1
    ORDER BY expires_at
    LIMIT $2
)
-- unless it was screened meanwhile
AND expires_at < $1
