UPDATE documents
SET deleted_at = $4, updated_at = $4, generation = generation + 1
WHERE id = $1
    AND deleted_at IS NULL
    AND (owner_id = $2 OR ($3 AND access = 'everyone'))
RETURNING name, (SELECT count(*) FROM document_chunks AS chunks WHERE chunks.document_id = documents.id) AS chunks
