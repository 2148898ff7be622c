SELECT pg_advisory_xact_lock(hashtextextended(encode($1::bytea, 'hex'), 0))
