-- Some of these were ended after the backup, and nobody knows which.
UPDATE auth_sessions
SET revoked_at = $1
WHERE revoked_at IS NULL
