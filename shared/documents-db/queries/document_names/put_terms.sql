-- A document that another transaction changes is left to the next sweep.
WITH uncut AS (
    SELECT documents.id, named.terms
    FROM unnest($1::uuid[], $2::text[]) AS named (id, terms)
    JOIN documents ON documents.id = named.id
    ORDER BY documents.id
    FOR NO KEY UPDATE OF documents SKIP LOCKED
)
UPDATE documents
SET name_terms = string_to_array(uncut.terms, ' ')
FROM uncut
WHERE documents.id = uncut.id
