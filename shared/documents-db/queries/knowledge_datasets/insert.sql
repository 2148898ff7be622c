INSERT INTO knowledge_datasets (id, owner_id, access, name, description, created_at)
SELECT $1, $2, $3, $4, $5, $6
WHERE NOT EXISTS (SELECT 1 FROM knowledge_datasets WHERE access = 'everyone' AND lower(name) = lower($4::varchar))
ON CONFLICT DO NOTHING
