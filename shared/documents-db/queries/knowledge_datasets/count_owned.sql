SELECT count(*) FROM knowledge_datasets WHERE owner_id = $1
