SELECT name, model, dimensions
FROM vector_collections
WHERE is_active
