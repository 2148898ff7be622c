UPDATE staff_profiles
SET verified_at = $2, verified_by = $3, updated_at = $2
WHERE id = $1 AND verified_at IS NULL
