-- Provisions that a question names come before definitions of its words; among those of several acts the acts that the question is about.
SELECT
    provisions.chunk_id,
    provisions.names && $2::text[] AS is_provision,
    ARRAY(
        SELECT term
        FROM unnest(provisions.defines) AS defined (term)
        WHERE term = ANY ($3::text[])
        ORDER BY length(term) DESC, term
        LIMIT 1
    ) AS terms
FROM searchable_versions($1, $4::text[], $5::text[], $6::uuid[]) AS visible
JOIN document_chunk_provisions AS provisions USING (document_id, version)
JOIN document_chunks AS chunks ON chunks.id = provisions.chunk_id
WHERE (provisions.names && $2::text[] OR provisions.defines && $3::text[])
    AND coalesce(provisions.applies_from <= $7, TRUE) AND coalesce(provisions.applies_to > $7, TRUE)
    AND ($8::text IS NULL OR provisions.language = $8)
ORDER BY
    provisions.names && $2::text[] DESC, chunks.document_id = ANY ($10::uuid[]) DESC, chunks.document_id, chunks.page,
    chunks.ordinal
LIMIT $9
