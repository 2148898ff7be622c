INSERT INTO document_chunk_terms (chunk_id, document_id, version, terms, weights)
SELECT id, $1, $2, terms::integer[], weights::real[]
FROM unnest($3::uuid[], $4::text[], $5::text[]) AS chunks (id, terms, weights)
ON CONFLICT (chunk_id) DO UPDATE SET terms = excluded.terms, weights = excluded.weights
