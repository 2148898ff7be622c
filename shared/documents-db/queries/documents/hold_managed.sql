SELECT documents.id
FROM documents
WHERE documents.id = $1
    AND documents.deleted_at IS NULL
    AND (documents.owner_id = $2 OR ($3 AND EXISTS (SELECT 1 FROM visible_documents($2) AS seen WHERE seen.id = $1)))
FOR NO KEY UPDATE
