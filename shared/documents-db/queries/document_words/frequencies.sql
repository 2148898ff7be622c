-- There is a row even when no term is asked for.
WITH visible AS MATERIALIZED (
    SELECT document_id, version, chunk_count, source
    FROM searchable_versions($1, $3::text[], $4::text[], $5::uuid[])
), totals AS (
    SELECT
        coalesce(sum(chunk_count), 0)::bigint AS all_chunks,
        coalesce(array_agg(DISTINCT source), '{}') AS sources
    FROM visible
)
SELECT
    asked.term, counted.chunks, counted.holders,
    totals.all_chunks, totals.sources, active.name AS collection, active.model
FROM totals
LEFT JOIN vector_collections AS active ON active.is_active
LEFT JOIN unnest($2::text[]) AS asked (term) ON true
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(held.chunks), 0)::bigint AS chunks,
        coalesce(array_agg(DISTINCT visible.source), '{}') AS holders
    FROM document_words AS held
    JOIN visible USING (document_id, version)
    WHERE held.lexeme = asked.term
) AS counted
