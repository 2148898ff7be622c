UPDATE restore_drills
SET status = $2,
    finished_at = $3,
    backup_id = $4,
    tables = $5,
    rows = $6,
    points_expected = $7,
    points_found = $8,
    questions_asked = $9,
    questions_answered = $10,
    error = left($11, 1000)
WHERE id = $1
