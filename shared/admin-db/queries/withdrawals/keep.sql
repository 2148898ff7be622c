-- Not what has changed again meanwhile.
UPDATE withdrawals
SET kept_at = $5
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[]) AS kept (kind, object_id, subject, changed_at)
WHERE withdrawals.kind = kept.kind
    AND withdrawals.object_id = kept.object_id
    AND withdrawals.subject = kept.subject
    AND withdrawals.changed_at = kept.changed_at
