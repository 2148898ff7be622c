-- The newest word counts, wherever it stands; of accounts that are erased nothing else is told.
INSERT INTO withdrawals (kind, object_id, subject, is_withdrawn, owner_id, changed_at, kept_at)
SELECT noted.kind, noted.object_id, noted.subject, noted.is_withdrawn, noted.owner_id, noted.changed_at, $7
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::boolean[], $5::uuid[], $6::timestamptz[])
    AS noted (kind, object_id, subject, is_withdrawn, owner_id, changed_at)
WHERE NOT EXISTS (
    SELECT 1
    FROM erasures
    WHERE erasures.kind = 'user' AND noted.kind IN ('account', 'staff') AND erasures.object_id = noted.object_id
)
AND NOT EXISTS (
    SELECT 1
    FROM erasures
    WHERE erasures.kind = 'user' AND noted.kind IN ('share', 'group_member') AND erasures.object_id::text = noted.subject
)
AND NOT EXISTS (SELECT 1 FROM erasures WHERE erasures.kind = 'user' AND erasures.object_id = noted.owner_id)
ON CONFLICT (kind, object_id, subject) DO UPDATE
SET is_withdrawn = excluded.is_withdrawn,
    owner_id = excluded.owner_id,
    changed_at = excluded.changed_at,
    kept_at = excluded.kept_at
WHERE withdrawals.changed_at <= excluded.changed_at
