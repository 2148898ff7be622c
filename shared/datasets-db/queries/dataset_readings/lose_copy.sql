UPDATE datasets
SET copy_revision = NULL, copy_begun_at = NULL
WHERE id = $1 AND copy_revision = $2
