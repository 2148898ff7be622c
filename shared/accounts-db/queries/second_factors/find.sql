SELECT factors.sealed_secret, factors.created_at, factors.confirmed_at,
    (
        SELECT count(*) FROM recovery_codes AS codes WHERE codes.user_id = factors.user_id AND codes.used_at IS NULL
    ) AS recovery_codes
FROM second_factors AS factors
WHERE factors.user_id = $1
