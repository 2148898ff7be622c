DELETE FROM users
WHERE id IN (SELECT object_id FROM erasures WHERE kind = 'user')
