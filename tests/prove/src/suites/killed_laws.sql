-- documents that the runs of a source made, with their days, labels, ranges and provisions
SELECT documents.id, versions.object_key::text, jsonb_build_array(
    documents.valid_from, documents.valid_to, documents.deleted_at IS NULL, documents.generation, to_jsonb(law),
    (SELECT count(*) FROM document_versions AS every WHERE every.document_id = documents.id),
    (
        SELECT jsonb_agg(jsonb_build_array(
            first_page, last_page, done_at IS NOT NULL, stale_since IS NULL,
            (
                SELECT count(*) FROM vector_collection_ranges AS indexed
                WHERE indexed.document_id = documents.id AND indexed.first_page = ranges.first_page
            )
        ) ORDER BY first_page)
        FROM document_ranges AS ranges
        WHERE ranges.document_id = documents.id
    ),
    (
        SELECT jsonb_agg(to_jsonb(provisions) - 'chunk_id' - 'document_id' ORDER BY page, ordinal)
        FROM document_chunk_provisions AS provisions
        JOIN document_chunks AS chunks ON chunks.id = provisions.chunk_id
        WHERE provisions.document_id = documents.id
    )
)::text AS labels
FROM source_runs AS runs
JOIN documents ON documents.id = runs.document_id
JOIN document_versions AS versions ON versions.document_id = documents.id AND versions.version = documents.current_version
CROSS JOIN stated_law(documents.id, documents.current_version) AS law
WHERE runs.source_id = $1
ORDER BY documents.created_at
