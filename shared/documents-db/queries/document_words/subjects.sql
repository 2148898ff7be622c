-- Visible documents that a question may be about: those with a word of it in their names, and the best of those in which
-- many chunks contain a term of it. A term that is in 1 of 25 chunks counts half.
WITH visible AS MATERIALIZED (
    SELECT documents.id, documents.name, versions.version, greatest(versions.chunk_count, 1) AS chunk_count
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
        AND versions.status = 'ready'
    WHERE (cardinality($4::text[]) = 0 OR documents.source = ANY ($4))
        AND (cardinality($5::text[]) = 0 OR documents.type = ANY ($5))
        AND (cardinality($6::uuid[]) = 0 OR documents.id = ANY ($6))
), totals AS (
    SELECT count(*) AS documents FROM visible
), shares AS (
    SELECT visible.id, held.lexeme, sum(held.chunks)::double precision / visible.chunk_count AS share
    FROM document_words AS held
    JOIN visible ON visible.id = held.document_id AND visible.version = held.version
    WHERE held.lexeme = ANY ($2::text[])
    GROUP BY visible.id, held.lexeme, visible.chunk_count
), terms AS (
    SELECT lexeme, sum(share / (share + 0.04)) AS documents FROM shares GROUP BY lexeme
), scores AS (
    SELECT
        shares.id,
        sum(
            shares.share / (shares.share + 0.04)
            * ln(1 + greatest(totals.documents - terms.documents + 0.5, 0) / (terms.documents + 0.5))
        ) AS score
    FROM shares
    JOIN terms USING (lexeme)
    CROSS JOIN totals
    GROUP BY shares.id
)
SELECT visible.id, visible.name, coalesce(scores.score, 0)::double precision AS score, totals.documents
FROM visible
LEFT JOIN scores USING (id)
CROSS JOIN totals
WHERE regexp_replace(lower(visible.name), '[^[:alnum:]]', '', 'g') LIKE ANY ($3::text[])
    OR visible.id IN (SELECT best.id FROM scores AS best ORDER BY best.score DESC, best.id LIMIT 20)
ORDER BY score DESC, visible.id
LIMIT 500
