-- One's own before one for everyone that got the same name later.
SELECT
    datasets.id, datasets.owner_id, datasets.access, datasets.name, datasets.description, datasets.created_at,
    (SELECT count(*) FROM visible_documents($1) AS documents WHERE documents.dataset_id = datasets.id) AS document_count
FROM knowledge_datasets AS datasets
WHERE (datasets.access = 'everyone' OR datasets.owner_id = $1) AND lower(datasets.name) = lower($2)
ORDER BY datasets.owner_id = $1 DESC NULLS LAST, datasets.id
LIMIT 1
