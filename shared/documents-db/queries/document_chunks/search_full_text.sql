SELECT chunks.id, ts_rank(chunks.fts_vector, query.any_word)::double precision AS rank
FROM visible_documents($1) AS documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version
    AND versions.status = 'ready'
JOIN document_chunks AS chunks
    ON chunks.document_id = documents.id AND chunks.version = documents.current_version
CROSS JOIN LATERAL (
    SELECT replace(plainto_tsquery('english', $2)::text, '&', '|')::tsquery AS any_word
) AS query
WHERE chunks.fts_vector @@ query.any_word
    AND (cardinality($4::text[]) = 0 OR documents.source = ANY ($4))
    AND (cardinality($5::text[]) = 0 OR documents.type = ANY ($5))
    AND (cardinality($6::uuid[]) = 0 OR documents.id = ANY ($6))
ORDER BY rank DESC, chunks.id
LIMIT $3
