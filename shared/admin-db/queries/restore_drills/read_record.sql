-- A skipped drill says nothing about backups, but that drills began.
SELECT
    (SELECT min(started_at) FROM restore_drills) AS first_at,
    (SELECT max(finished_at) FROM restore_drills WHERE status = 'passed') AS passed_at,
    coalesce(
        (
            SELECT status = 'failed'
            FROM restore_drills
            WHERE status IN ('passed', 'failed')
            ORDER BY started_at DESC, id DESC
            LIMIT 1
        ),
        false
    ) AS is_failed
