-- A document offers its passages from a random page on, and some from its beginning in case the rest has none that fits.
WITH ready AS MATERIALIZED (
    SELECT documents.id, documents.name, documents.source, documents.owner_id, versions.version, versions.page_count
    FROM visible_documents($1) AS documents
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
    WHERE versions.status = 'ready'
)
SELECT total.document_count, total.preferred_count, picked.document_place, picked.name, picked.page, picked.heading, picked.text
FROM (SELECT count(*) AS document_count, count(*) FILTER (WHERE source = $2) AS preferred_count FROM ready) AS total
LEFT JOIN (
    SELECT chosen.document_place, chosen.name, chunks.heading, chunks.text, chunks.is_before, chunks.page, chunks.ordinal
    FROM (
        SELECT
            id, name, version, 1 + floor(random() * page_count)::integer AS first_page,
            row_number() OVER (ORDER BY owner_id <> $1, source <> $2, random()) AS document_place
        FROM ready
        ORDER BY document_place
        LIMIT $3
    ) AS chosen
    CROSS JOIN LATERAL (
        (
            SELECT heading, text, false AS is_before, page, ordinal
            FROM document_chunks
            WHERE document_id = chosen.id AND version = chosen.version AND page >= chosen.first_page AND heading IS NOT NULL
            ORDER BY page, ordinal
            LIMIT 8
        )
        UNION ALL
        (
            SELECT heading, text, true AS is_before, page, ordinal
            FROM document_chunks
            WHERE document_id = chosen.id AND version = chosen.version AND page < chosen.first_page AND heading IS NOT NULL
            ORDER BY page, ordinal
            LIMIT 8
        )
    ) AS chunks
) AS picked ON true
ORDER BY picked.document_place, picked.is_before, picked.page, picked.ordinal
