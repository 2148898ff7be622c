-- The foreign key releases its documents, which stay.
DELETE FROM knowledge_datasets WHERE id = $1
