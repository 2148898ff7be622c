DELETE FROM withdrawals
-- By when they were written down, for their notes go by that: otherwise a note could tell of what nobody knows to have ended.
WHERE kept_at < $1
