INSERT INTO erasures (kind, object_id, erased_at, kept_at)
SELECT noted.kind, noted.object_id, noted.erased_at, $4
FROM unnest($1::text[], $2::uuid[], $3::timestamptz[]) AS noted (kind, object_id, erased_at)
ON CONFLICT (kind, object_id) DO UPDATE SET kept_at = coalesce(erasures.kept_at, excluded.kept_at)
