-- Only chunks from before terms were stored; usually none.
SELECT chunks.id, ts_rank(chunks.fts_vector, query.any_word)::double precision AS rank
FROM searchable_versions($1, $4::text[], $5::text[], $6::uuid[]) AS visible
JOIN document_chunks AS chunks USING (document_id, version)
CROSS JOIN LATERAL (
    SELECT replace(plainto_tsquery('english', $2)::text, '&', '|')::tsquery AS any_word
) AS query
WHERE chunks.fts_vector @@ query.any_word
    AND NOT EXISTS (SELECT FROM document_chunk_terms AS held WHERE held.chunk_id = chunks.id)
ORDER BY rank DESC, chunks.id
LIMIT $3
