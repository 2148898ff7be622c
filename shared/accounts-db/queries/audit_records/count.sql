SELECT CASE
    -- no record is ever left out
    WHEN num_nonnulls($1::uuid, $2::varchar, $3::varchar, $4::varchar, $5::varchar, $6::timestamptz, $7::timestamptz) = 0
    THEN (SELECT coalesce(max(sequence), 0) FROM audit_records)
    ELSE (
        SELECT count(*)
        FROM audit_records
        WHERE ($1::uuid IS NULL OR actor_id = $1)
            AND ($2::varchar IS NULL OR action = $2)
            AND ($3::varchar IS NULL OR outcome = $3)
            AND ($4::varchar IS NULL OR object_kind = $4)
            AND ($5::varchar IS NULL OR object_id = $5)
            AND ($6::timestamptz IS NULL OR recorded_at >= $6)
            AND ($7::timestamptz IS NULL OR recorded_at < $7)
    )
END
