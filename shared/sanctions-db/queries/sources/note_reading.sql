UPDATE sources
SET read_at = $2, changed_at = CASE WHEN $3 THEN $2 ELSE changed_at END, failures = 0,
    covered_from = coalesce(covered_from, $4), covered_to = coalesce($4, covered_to)
WHERE id = $1
