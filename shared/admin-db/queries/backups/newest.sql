-- One that nobody has read back whole does not count.
SELECT
    started_at,
    stored_bytes,
    max(verified_at) OVER () AS verified_at
FROM backups
WHERE status = 'complete' AND verified_at IS NOT NULL
ORDER BY started_at DESC, id DESC
LIMIT 1
