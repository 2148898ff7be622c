UPDATE users
SET is_active = false
WHERE id IN (SELECT object_id FROM erasures WHERE kind = 'user') AND is_active
