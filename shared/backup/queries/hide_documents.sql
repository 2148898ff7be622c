-- Hidden as when they were deleted: the sweep removes what is left of them, in all stores.
UPDATE documents
SET deleted_at = erasures.erased_at, updated_at = erasures.erased_at, generation = documents.generation + 1
FROM erasures
WHERE erasures.kind = 'document' AND erasures.object_id = documents.id AND documents.deleted_at IS NULL
