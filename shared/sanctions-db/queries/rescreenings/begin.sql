UPDATE rescreenings
SET status = 'processing', subjects = subjects + $3, left_out = $4, taken_at = $2, updated_at = $2
WHERE run_id = $1
