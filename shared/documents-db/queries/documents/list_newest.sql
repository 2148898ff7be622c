-- The newest that the account may see are among the newest of each kind that it may see, and an index finds those.
WITH shared AS MATERIALIZED (
    SELECT documents.id, documents.owner_id, documents.access, documents.created_at
    FROM (
        SELECT document_id FROM document_shares WHERE user_id = $1
        UNION
        SELECT shares.document_id
        FROM document_role_shares AS shares
        JOIN users ON users.role = shares.role
        WHERE users.id = $1
        UNION
        SELECT shares.document_id
        FROM document_group_shares AS shares
        JOIN account_group_members AS members ON members.group_id = shares.group_id
        WHERE members.user_id = $1
        UNION
        SELECT shares.document_id
        FROM document_email_shares AS shares
        JOIN users ON lower(users.email) = shares.email
        WHERE users.id = $1 AND users.email_verified_at IS NOT NULL
    ) AS shares
    CROSS JOIN LATERAL (
        SELECT * FROM documents WHERE documents.id = shares.document_id AND documents.deleted_at IS NULL LIMIT 1
    ) AS documents
),
newest AS (
    (
        SELECT documents.id, documents.created_at
        FROM documents
        WHERE documents.access = 'everyone' AND documents.deleted_at IS NULL {after}
        ORDER BY {order}
        LIMIT {end}
    )
    UNION
    (
        SELECT documents.id, documents.created_at
        FROM documents
        WHERE documents.owner_id = $1 AND documents.deleted_at IS NULL {after}
        ORDER BY {order}
        LIMIT {end}
    )
    UNION
    (
        SELECT documents.id, documents.created_at
        FROM shared AS documents
        WHERE true {after}
        ORDER BY {order}
        LIMIT {end}
    )
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
)
SELECT
    total.count, page.*, coalesce(page.act, stated.act) AS law_act, coalesce(page.language, stated.language) AS law_language,
    coalesce(page.valid_from, stated.valid_from) AS law_from, coalesce(page.valid_to, stated.valid_to) AS law_to
FROM (
    SELECT
        (SELECT coalesce(sum(amount), 0)::bigint FROM document_counts WHERE owner_id IS NULL)
        + (SELECT coalesce(sum(amount), 0)::bigint FROM document_counts WHERE owner_id = $1)
        + (SELECT count(*) FROM shared WHERE access <> 'everyone' AND owner_id <> $1) AS count
) AS total
LEFT JOIN (
    SELECT
        documents.id, documents.owner_id, documents.access, documents.name, documents.type, documents.source,
        documents.created_at, documents.current_version, versions.updated_at, versions.status, versions.object_key,
        versions.object_version_id, versions.object_etag, versions.size, versions.sha256, versions.page_count,
        versions.pages_done, versions.chunk_count, versions.pages_without_text, versions.pages_read_by_ocr,
        versions.error_code, versions.error_detail, documents.is_law, documents.act, documents.language, documents.valid_from,
        documents.valid_to
    FROM newest
    JOIN visible_documents($1) AS documents ON documents.id = newest.id
    JOIN document_versions AS versions
        ON versions.document_id = documents.id AND versions.version = documents.current_version
) AS page ON true
LEFT JOIN LATERAL stated_law(page.id, page.current_version) AS stated ON page.is_law
ORDER BY {order}
