SELECT name, model, dimensions, is_active
FROM vector_collections
ORDER BY created_at, name
