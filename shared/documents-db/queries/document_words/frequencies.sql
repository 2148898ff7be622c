-- Only what passages can come from counts: current versions that are ready, of documents that the question may be
-- answered from. There is a row even when no term is asked for.
WITH visible AS MATERIALIZED (
    SELECT versions.document_id, versions.version, versions.chunk_count, documents.source
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
        AND versions.status = 'ready'
    WHERE (cardinality($3::text[]) = 0 OR documents.source = ANY ($3))
        AND (cardinality($4::text[]) = 0 OR documents.type = ANY ($4))
        AND (cardinality($5::uuid[]) = 0 OR documents.id = ANY ($5))
), totals AS (
    SELECT
        coalesce(sum(chunk_count), 0)::bigint AS all_chunks,
        coalesce(array_agg(DISTINCT source), '{}') AS sources
    FROM visible
)
SELECT
    asked.term,
    (
        SELECT coalesce(sum(held.chunks), 0)::bigint
        FROM document_words AS held
        JOIN visible USING (document_id, version)
        WHERE held.lexeme = asked.term
    ) AS chunks,
    totals.all_chunks, totals.sources, active.name AS collection, active.model
FROM totals
LEFT JOIN vector_collections AS active ON active.is_active
LEFT JOIN unnest($2::text[]) AS asked (term) ON true
