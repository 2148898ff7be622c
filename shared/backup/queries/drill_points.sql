-- The passages of restored documents, each of which has a point in the vector store. Only documents that are now what they were, and that
-- the collection holds completely: of others the store may rightly know more or less. `public` is the live database.
SELECT documents.id, (
        SELECT count(*)
        FROM document_chunks AS chunks
        WHERE chunks.document_id = documents.id AND chunks.version = documents.current_version
    ) AS chunks
FROM documents
JOIN document_versions AS versions
    ON versions.document_id = documents.id AND versions.version = documents.current_version AND versions.status = 'ready'
JOIN public.documents AS live
    ON live.id = documents.id AND live.current_version = documents.current_version AND live.deleted_at IS NULL
WHERE documents.deleted_at IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM public.document_versions AS others
        WHERE others.document_id = live.id AND others.version <> live.current_version AND others.retired_at IS NULL
    )
    AND NOT EXISTS (
        SELECT 1
        FROM public.document_ranges AS ranges
        LEFT JOIN public.vector_collection_ranges AS held
            ON held.collection = $2 AND held.document_id = ranges.document_id AND held.version = ranges.version
            AND held.first_page = ranges.first_page
        WHERE ranges.document_id = live.id AND ranges.version = live.current_version
            AND (ranges.done_at IS NULL OR ranges.done_at > $1 OR ranges.stale_since IS NOT NULL OR held.collection IS NULL)
    )
ORDER BY documents.id
