-- Chunks that were replaced meanwhile have got theirs.
INSERT INTO document_chunk_vectors (chunk_id, model, unit_vectors)
SELECT chunks.id, $2::varchar, given.unit_vectors
FROM unnest($1::uuid[], $3::bytea[]) AS given (id, unit_vectors)
JOIN document_chunks AS chunks ON chunks.id = given.id
WHERE chunks.unit_vectors_model IS DISTINCT FROM $2::varchar
ON CONFLICT (chunk_id, model) DO UPDATE SET unit_vectors = excluded.unit_vectors
