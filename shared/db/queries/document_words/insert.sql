INSERT INTO document_words (lexeme, document_id, version, first_page, chunks)
SELECT words.lexeme, $1, $2, $3, count(*)
FROM document_chunks AS chunks
CROSS JOIN LATERAL unnest(chunks.fts_vector) AS words
WHERE chunks.document_id = $1 AND chunks.version = $2 AND chunks.page BETWEEN $3 AND $4
GROUP BY words.lexeme
