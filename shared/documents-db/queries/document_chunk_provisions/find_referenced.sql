-- The first chunk of each provision of the same text to which these chunks refer, in their order. A path such as
-- 'Article 5 > 2 > (a)' names what `names` calls 'article 5(2)(a)'.
WITH targets AS (
    SELECT
        provisions.document_id, provisions.version, min(asked.place * 1000 + target.place) AS place,
        regexp_replace(
            regexp_replace(lower(target.path), ' > [(]?([^()> ]+)[)]?', '(\1)', 'g'), '^(§|section|sec[.]) *', ''
        ) AS name
    FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (chunk_id, place)
    JOIN document_chunk_provisions AS provisions ON provisions.chunk_id = asked.chunk_id
    CROSS JOIN LATERAL jsonb_array_elements_text(provisions.provision -> 'refers_to')
        WITH ORDINALITY AS target (path, place)
    GROUP BY provisions.document_id, provisions.version, name
)
SELECT first.chunk_id
FROM targets
CROSS JOIN LATERAL (
    SELECT provisions.chunk_id
    FROM document_chunk_provisions AS provisions
    JOIN document_chunks AS chunks ON chunks.id = provisions.chunk_id
    WHERE provisions.document_id = targets.document_id AND provisions.version = targets.version
        AND provisions.names @> ARRAY[targets.name]
    ORDER BY chunks.page, chunks.ordinal
    LIMIT 1
) AS first
WHERE first.chunk_id <> ALL ($1::uuid[])
ORDER BY targets.place
LIMIT $2
