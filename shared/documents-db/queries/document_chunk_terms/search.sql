-- BM25: the sum of the weights that a term has in the question and in the chunk. All chunks are ranked where there are few. Elsewhere
-- the index finds candidates by the rarest terms, as many as are in about 10,000 chunks together: exp(-weight) is the share of the
-- chunks that contain a term.
WITH asked AS MATERIALIZED (
    SELECT term, weight::double precision AS weight FROM unnest($2::integer[], $3::real[]) AS asked (term, weight)
), visible AS MATERIALIZED (
    SELECT document_id, version, chunk_count FROM searchable_versions($1, $5::text[], $6::text[], $7::uuid[])
), total AS MATERIALIZED (
    SELECT coalesce(sum(chunk_count), 0) AS chunks FROM visible
), rarest AS MATERIALIZED (
    SELECT term, weight
    FROM (
        SELECT term, weight, sum(exp(-weight)) OVER (ORDER BY weight DESC, term) - exp(-weight) AS share_before
        FROM asked
    ) AS ordered
    WHERE share_before * (SELECT chunks FROM total) < 10000
), best AS (
    SELECT held.chunk_id
    FROM rarest
    JOIN document_chunk_terms AS held ON held.terms @> ARRAY[rarest.term]
    JOIN visible USING (document_id, version)
    WHERE (SELECT chunks FROM total) > 500
    GROUP BY held.chunk_id
    ORDER BY sum(rarest.weight) DESC, held.chunk_id
    LIMIT greatest(200, 2 * $4::bigint)
), candidates AS MATERIALIZED (
    SELECT chunk_id FROM best
    UNION ALL
    SELECT held.chunk_id
    FROM visible
    JOIN document_chunk_terms AS held USING (document_id, version)
    WHERE (SELECT chunks FROM total) <= 500
)
SELECT chunk_id AS id, sum(asked.weight * held.weights[array_position(held.terms, asked.term)]) AS rank
FROM candidates
JOIN document_chunk_terms AS held USING (chunk_id)
CROSS JOIN asked
GROUP BY chunk_id
HAVING sum(asked.weight * held.weights[array_position(held.terms, asked.term)]) > 0
ORDER BY rank DESC, id
LIMIT $4
