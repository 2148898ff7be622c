SELECT run_id, source_id, status, subjects, screened, gone, left_out, with_hits, alerts_opened, created_at, settles_at, taken_at, finished_at
FROM rescreenings
WHERE run_id = $1
