WITH wanted AS (
    SELECT * FROM unnest($2::text [], $3::text []) AS wanted (part, url)
),

dropped AS (
    DELETE FROM source_files WHERE source_id = $1 AND part NOT IN (SELECT part FROM wanted)
)

INSERT INTO source_files (source_id, part, url)
SELECT $1, part, url FROM wanted
-- what another address sent says nothing about this one
ON CONFLICT (source_id, part) DO UPDATE
SET url = excluded.url,
    validators = CASE WHEN source_files.url = excluded.url THEN source_files.validators END,
    sha256 = CASE WHEN source_files.url = excluded.url THEN source_files.sha256 END,
    object_key = CASE WHEN source_files.url = excluded.url THEN source_files.object_key END,
    bytes = CASE WHEN source_files.url = excluded.url THEN source_files.bytes END
