-- The numbers that an entry states, as letters and digits alone: by them, entries of other lists about the same one are found.
CREATE FUNCTION listed_numbers(content jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN string_to_array(
    upper(regexp_replace(jsonb_path_query_array(content, '$.identifiers[*].number')::text, '[^[:alnum:],]', '', 'g')), ','
);

CREATE INDEX list_entity_versions_numbers_idx ON list_entity_versions USING gin (listed_numbers(content));

-- The entries that an entry is linked to: by them, the ones that are linked to it are found.
CREATE INDEX list_entity_versions_links_idx ON list_entity_versions USING gin ((content -> 'links') jsonb_path_ops);
