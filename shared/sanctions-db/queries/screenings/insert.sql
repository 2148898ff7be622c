INSERT INTO screenings (
    id, requested_by, subject_key, name_key, subject, threshold, list_versions, list_thresholds, lists_left_out, hits, screened_at,
    expires_at, sources
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
