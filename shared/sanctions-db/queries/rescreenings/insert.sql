INSERT INTO rescreenings (run_id, source_id, created_at, updated_at, settles_at)
VALUES ($1, $2, $3, $3, $4)
