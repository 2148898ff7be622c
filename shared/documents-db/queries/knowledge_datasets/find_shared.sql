SELECT id
FROM knowledge_datasets
WHERE access = 'everyone' AND lower(name) = lower($1)
