-- Visible documents that a question may be about: those whose names have a term of it, and the best of those in which many chunks
-- contain a term of it. A term that is in 1 of 25 chunks counts half. A name that is not cut into terms yet is looked through; a term
-- may end with an `i` that is a `y` in the word.
WITH visible AS MATERIALIZED (
    SELECT document_id, version, greatest(chunk_count, 1) AS chunk_count
    FROM searchable_versions($1, $4::text[], $5::text[], $6::uuid[])
), totals AS (
    SELECT count(*) AS documents FROM visible
), shares AS (
    SELECT visible.document_id, held.lexeme, sum(held.chunks)::double precision / visible.chunk_count AS share
    FROM document_words AS held
    JOIN visible USING (document_id, version)
    WHERE held.lexeme = ANY ($2::text[])
    GROUP BY visible.document_id, held.lexeme, visible.chunk_count
), terms AS (
    SELECT lexeme, sum(share / (share + 0.04)) AS documents FROM shares GROUP BY lexeme
), scores AS (
    SELECT
        shares.document_id,
        sum(
            shares.share / (shares.share + 0.04)
            * ln(1 + greatest(totals.documents - terms.documents + 0.5, 0) / (terms.documents + 0.5))
        ) AS score
    FROM shares
    JOIN terms USING (lexeme)
    CROSS JOIN totals
    GROUP BY shares.document_id
), named AS (
    SELECT documents.id
    FROM unnest($3::text[]) AS asked (term)
    JOIN documents ON documents.name_terms @> ARRAY[asked.term]
    UNION ALL
    SELECT id
    FROM documents
    WHERE name_terms IS NULL AND deleted_at IS NULL
        AND regexp_replace(lower(name), '[^[:alnum:]]', '', 'g') LIKE ANY (ARRAY(
            SELECT '%' || rtrim(asked.term, 'i') || '%'
            FROM unnest($3::text[]) AS asked (term)
            WHERE length(rtrim(asked.term, 'i')) > 1
        ))
), ordered AS (
    SELECT document_id, score, row_number() OVER (ORDER BY score DESC, document_id) AS place FROM scores
), found AS (
    SELECT id, max(score) AS score
    FROM (
        SELECT id, 0::double precision AS score, true AS is_found FROM named
        UNION ALL
        SELECT document_id, score, place <= 20 FROM ordered
    ) AS either
    GROUP BY id
    HAVING bool_or(is_found)
)
SELECT documents.id, documents.name, found.score, totals.documents
FROM found
JOIN visible ON visible.document_id = found.id
JOIN documents ON documents.id = found.id
CROSS JOIN totals
ORDER BY found.score DESC, documents.id
LIMIT 500
