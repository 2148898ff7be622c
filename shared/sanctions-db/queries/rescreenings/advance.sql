UPDATE rescreenings AS advanced
SET screened = advanced.screened + $3,
    gone = advanced.gone + $4,
    with_hits = advanced.with_hits + $5,
    alerts_opened = advanced.alerts_opened + $6,
    status = CASE WHEN waiting.any THEN 'processing' WHEN advanced.taken_at >= advanced.settles_at THEN 'done' ELSE 'settling' END,
    finished_at = CASE WHEN NOT waiting.any AND advanced.taken_at >= advanced.settles_at THEN $2::timestamptz END,
    updated_at = $2
FROM (
    SELECT EXISTS (SELECT FROM rescreening_subjects WHERE run_id = $1 AND NOT is_done) AS any
) AS waiting
WHERE advanced.run_id = $1
RETURNING advanced.run_id, advanced.source_id, advanced.status, advanced.subjects, advanced.screened, advanced.gone, advanced.left_out,
    advanced.with_hits, advanced.alerts_opened, advanced.created_at, advanced.settles_at, advanced.taken_at, advanced.finished_at
