DELETE FROM vector_collections
WHERE name = $1 AND NOT is_active
