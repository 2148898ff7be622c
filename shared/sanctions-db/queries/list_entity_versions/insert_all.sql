INSERT INTO list_entity_versions (
    begun_by, valid_from, known_from, entity_id, number, content_sha256, kind, name, names, content
)
SELECT $1, $2, $3, new.*
FROM unnest($4::uuid [], $5::integer [], $6::bytea [], $7::text [], $8::text [], $9::text [], $10::jsonb []) AS new
