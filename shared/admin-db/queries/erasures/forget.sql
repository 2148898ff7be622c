DELETE FROM erasures
WHERE erased_at < $1 AND kept_at IS NOT NULL
