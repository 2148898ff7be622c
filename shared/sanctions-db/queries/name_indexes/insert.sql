INSERT INTO name_indexes (
    run_id, source_id, object_key, sha256, bytes, format, entities, names, unsearchable, day, created_at
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
