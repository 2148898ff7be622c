DELETE FROM withdrawals
WHERE changed_at < $1 AND kept_at IS NOT NULL
