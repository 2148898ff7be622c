SELECT id, object_key
FROM screening_batches
WHERE has_file AND status <> 'uploading'
ORDER BY updated_at, id
LIMIT $1
