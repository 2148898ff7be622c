WITH ready AS MATERIALIZED (
    SELECT documents.id, documents.name, documents.source, versions.version, versions.page_count
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
    WHERE versions.status = 'ready'
)
SELECT total.document_count, total.preferred_count, picked.name, picked.heading
FROM (SELECT count(*) AS document_count, count(*) FILTER (WHERE source = $2) AS preferred_count FROM ready) AS total
LEFT JOIN (
    SELECT chosen.name, chunks.heading
    FROM (
        SELECT id, name, version, 1 + floor(random() * page_count)::integer AS first_page
        FROM ready
        ORDER BY source <> $2, random()
        LIMIT $3
    ) AS chosen
    CROSS JOIN LATERAL (
        SELECT heading
        FROM document_chunks
        WHERE document_id = chosen.id AND version = chosen.version AND page >= chosen.first_page AND heading IS NOT NULL
        ORDER BY page, ordinal
        LIMIT 1
    ) AS chunks
) AS picked ON true
