-- Whoever still owns what others were given, which no administrator is there to have, is only locked out.
DELETE FROM users
WHERE id IN (SELECT object_id FROM erasures WHERE kind = 'user')
    AND NOT EXISTS (SELECT 1 FROM documents WHERE owner_id = users.id)
    AND NOT EXISTS (SELECT 1 FROM datasets WHERE owner_id = users.id)
