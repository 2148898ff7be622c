WITH turn AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock($1) AS is_mine
), claimed AS (
    INSERT INTO idempotency_keys (key_hash, fingerprint, created_at)
    SELECT $2, $3, $4 FROM turn WHERE is_mine
    ON CONFLICT (key_hash) DO UPDATE
        SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = NULL, body = NULL
        WHERE idempotency_keys.created_at <= $5
    RETURNING key_hash
)
SELECT EXISTS (SELECT 1 FROM claimed) AS is_fresh, known.fingerprint, known.status, known.body
FROM turn
LEFT JOIN idempotency_keys AS known ON known.key_hash = $2 AND known.created_at > $5
