SELECT name
FROM vector_collections
WHERE is_active
FOR SHARE
