-- Another number each time, so that nobody who is telling meanwhile notes that all is told.
UPDATE documents
SET indexed_readers_revision = LEAST(indexed_readers_revision, $2) - 1
WHERE id = $1 AND readers_revision > $2
