-- Nobody is erased before their documents are gone from all stores.
DELETE FROM documents
WHERE owner_id IN (SELECT object_id FROM erasures WHERE kind = 'user')
