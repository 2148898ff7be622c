UPDATE erasures
SET kept_at = $3
FROM unnest($1::text[], $2::uuid[]) AS kept (kind, object_id)
WHERE erasures.kind = kept.kind AND erasures.object_id = kept.object_id
