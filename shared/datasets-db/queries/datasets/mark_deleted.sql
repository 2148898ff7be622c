UPDATE datasets
SET deleted_at = $4, updated_at = $4
WHERE id = $1
    AND deleted_at IS NULL
    AND (owner_id = $2 OR ($3 AND access = 'everyone'))
