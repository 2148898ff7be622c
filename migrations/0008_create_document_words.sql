-- In how many chunks of a page range each lexeme occurs. Counting the chunks themselves would read every one that holds a
-- common word.
CREATE TABLE document_words (
    lexeme text NOT NULL,
    document_id uuid NOT NULL,
    version integer NOT NULL,
    first_page integer NOT NULL,
    chunks integer NOT NULL,
    PRIMARY KEY (lexeme, document_id, version, first_page),
    FOREIGN KEY (document_id, version, first_page) REFERENCES document_ranges ON DELETE CASCADE
);

CREATE INDEX document_words_range_idx ON document_words (document_id, version, first_page);

INSERT INTO document_words (lexeme, document_id, version, first_page, chunks)
SELECT words.lexeme, ranges.document_id, ranges.version, ranges.first_page, count(*)
FROM document_ranges AS ranges
JOIN document_chunks AS chunks
    ON chunks.document_id = ranges.document_id AND chunks.version = ranges.version
    AND chunks.page BETWEEN ranges.first_page AND ranges.last_page
CROSS JOIN LATERAL unnest(chunks.fts_vector) AS words
GROUP BY words.lexeme, ranges.document_id, ranges.version, ranges.first_page;
