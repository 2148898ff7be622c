SELECT name, model, dimensions, is_active
FROM vector_collections
WHERE is_active
