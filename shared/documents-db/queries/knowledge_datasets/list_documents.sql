SELECT documents.id
FROM visible_documents($1) AS documents
WHERE documents.dataset_id = $2
ORDER BY documents.created_at, documents.id
LIMIT $3
