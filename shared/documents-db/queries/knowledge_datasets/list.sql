SELECT total.count, page.*
FROM (
    SELECT count(*) AS count
    FROM knowledge_datasets AS datasets
    WHERE (datasets.access = 'everyone' OR datasets.owner_id = $1) AND {filters}
) AS total
LEFT JOIN (
    SELECT
        datasets.id, datasets.owner_id, datasets.access, datasets.name, datasets.description, datasets.created_at,
        (SELECT count(*) FROM visible_documents($1) AS documents WHERE documents.dataset_id = datasets.id) AS document_count
    FROM knowledge_datasets AS datasets
    WHERE (datasets.access = 'everyone' OR datasets.owner_id = $1) AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
