UPDATE vector_collections
SET is_active = true
WHERE name = $1 AND NOT is_active
