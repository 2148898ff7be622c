-- A word of several lexemes is as rare as the rarest of them. Where none is counted the chunks are asked: ranges may have
-- been stored by code that did not count. Only what passages can come from counts: versions that are ready.
WITH visible AS MATERIALIZED (
    SELECT versions.document_id, versions.version, versions.chunk_count
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
        AND versions.status = 'ready'
), counted AS (
    SELECT
        words.word,
        (
            SELECT coalesce(min(lexemes.chunks), 0)::bigint
            FROM (
                SELECT (
                    SELECT coalesce(sum(held.chunks), 0)
                    FROM document_words AS held
                    JOIN visible USING (document_id, version)
                    WHERE held.lexeme = split.lexeme
                ) AS chunks
                FROM unnest(to_tsvector('english', words.word)) AS split
            ) AS lexemes
        ) AS chunks
    FROM unnest($2::text[]) AS words (word)
)
SELECT
    counted.word,
    CASE
        WHEN counted.chunks > 0 THEN counted.chunks
        ELSE (
            SELECT count(*) FROM (
                SELECT 1
                FROM document_chunks AS chunks
                JOIN visible USING (document_id, version)
                WHERE chunks.fts_vector @@ plainto_tsquery('english', counted.word)
                LIMIT 1
            ) AS matches
        )
    END AS chunks,
    (SELECT coalesce(sum(chunk_count), 0)::bigint FROM visible) AS all_chunks
FROM counted
