INSERT INTO document_words (lexeme, document_id, version, first_page, chunks)
SELECT counted.term, $2, $3, $4, counted.chunks
FROM unnest($1::text[], $5::integer[]) AS counted (term, chunks)
