INSERT INTO document_chunk_provisions (
    chunk_id, document_id, version, provision, language, applies_from, applies_to, names, defines
)
SELECT
    id, $1, $2, provision, provision ->> 'language', (provision ->> 'applies_from')::date, (provision ->> 'applies_to')::date,
    ARRAY(SELECT jsonb_array_elements_text(names)),
    ARRAY(SELECT lower(jsonb_array_elements_text(provision -> 'defines')))
FROM unnest($3::uuid[], $4::jsonb[], $5::jsonb[]) AS chunks (id, provision, names)
ON CONFLICT (chunk_id) DO UPDATE
SET provision = excluded.provision, language = excluded.language, applies_from = excluded.applies_from,
    applies_to = excluded.applies_to, names = excluded.names, defines = excluded.defines
