UPDATE vector_collections
SET is_active = false
WHERE is_active AND name <> $1
