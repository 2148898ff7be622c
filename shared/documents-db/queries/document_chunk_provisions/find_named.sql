-- Provisions that a question names come before definitions of its words, each in the order of the text.
SELECT provisions.chunk_id
FROM searchable_versions($1, $4::text[], $5::text[], $6::uuid[]) AS visible
JOIN document_chunk_provisions AS provisions USING (document_id, version)
JOIN document_chunks AS chunks ON chunks.id = provisions.chunk_id
WHERE (provisions.names && $2::text[] OR provisions.defines && $3::text[])
    AND coalesce(provisions.applies_from <= $7, TRUE) AND coalesce(provisions.applies_to > $7, TRUE)
    AND ($8::text IS NULL OR provisions.language = $8)
ORDER BY provisions.names && $2::text[] DESC, chunks.document_id, chunks.page, chunks.ordinal
LIMIT $9
