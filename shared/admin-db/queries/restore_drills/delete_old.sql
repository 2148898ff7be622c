DELETE FROM restore_drills
WHERE started_at < $1
