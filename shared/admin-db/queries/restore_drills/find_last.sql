SELECT
    id, status, started_at, finished_at, backup_id, tables, rows, points_expected, points_found, questions_asked,
    questions_answered, error
FROM restore_drills
ORDER BY started_at DESC, id DESC
LIMIT 1
