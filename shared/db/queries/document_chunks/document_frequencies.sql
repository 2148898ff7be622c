SELECT
    words.word,
    (
        SELECT count(*) FROM (
            SELECT 1
            FROM document_chunks AS chunks
            JOIN documents
                ON documents.id = chunks.document_id AND documents.current_version = chunks.version
            WHERE chunks.fts_vector @@ plainto_tsquery('english', words.word)
                AND documents.deleted_at IS NULL
    AND (
        documents.access = 'everyone'
        OR documents.owner_id = $1
        OR EXISTS (
            SELECT 1 FROM document_shares AS shares
            WHERE shares.document_id = documents.id AND shares.user_id = $1
        )
    )
            LIMIT $3
        ) AS matches
    ) AS chunks,
    (
        SELECT coalesce(sum(versions.chunk_count), 0)::bigint
        FROM documents
        JOIN document_versions AS versions
            ON versions.document_id = documents.id AND versions.version = documents.current_version
        WHERE documents.deleted_at IS NULL
            AND (
                documents.access = 'everyone'
                OR documents.owner_id = $1
                OR EXISTS (
                    SELECT 1 FROM document_shares AS shares
                    WHERE shares.document_id = documents.id AND shares.user_id = $1
                )
            )
    ) AS all_chunks
FROM unnest($2::text[]) AS words (word)
