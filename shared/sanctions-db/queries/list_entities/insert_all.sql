INSERT INTO list_entities (id, source_id, key) SELECT id, $1, key FROM unnest($2::uuid [], $3::text []) AS new (id, key)
