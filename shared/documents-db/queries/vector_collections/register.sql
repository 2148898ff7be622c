INSERT INTO vector_collections (name, model, dimensions, is_active, created_at)
SELECT $1, $2, $3, NOT EXISTS (SELECT 1 FROM vector_collections WHERE is_active), $4
ON CONFLICT DO NOTHING
