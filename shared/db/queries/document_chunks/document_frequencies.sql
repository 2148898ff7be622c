SELECT
    words.word,
    (
        SELECT count(*) FROM (
            SELECT 1
            FROM document_chunks AS chunks
            JOIN visible_documents($1) AS documents
                ON documents.id = chunks.document_id AND documents.current_version = chunks.version
            WHERE chunks.fts_vector @@ plainto_tsquery('english', words.word)
            LIMIT $3
        ) AS matches
    ) AS chunks,
    (
        SELECT coalesce(sum(versions.chunk_count), 0)::bigint
        FROM visible_documents($1) AS documents
        JOIN document_versions AS versions
            ON versions.document_id = documents.id AND versions.version = documents.current_version
    ) AS all_chunks
FROM unnest($2::text[]) AS words (word)
