UPDATE token_usage SET tokens = greatest(tokens - $3 + $4, 0) WHERE user_id = $1 AND day = $2
