INSERT INTO screening_alerts AS alerts (
    id, subject_key, entity_id, status, opening, opened_at, subject, name_key, listed_name, names, score, threshold, explanation,
    list_version, listed_at, entity_version, content_sha256, screened_at, expires_at
)
SELECT found.id, $1, found.entity_id, 'open', 'new', $2, $3, $4, found.listed_name, found.names, found.score, found.threshold,
    found.explanation, found.list_version, found.listed_at, found.entity_version, found.content_sha256, $2, $5
FROM unnest(
    $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::double precision[], $11::double precision[], $12::jsonb[], $13::uuid[],
    $14::timestamptz[], $15::integer[], $16::bytea[]
) AS found (
    id, entity_id, listed_name, names, score, threshold, explanation, list_version, listed_at, entity_version, content_sha256
)
ON CONFLICT (subject_key, entity_id) DO UPDATE
SET subject = excluded.subject, name_key = excluded.name_key, listed_name = excluded.listed_name, names = excluded.names,
    score = excluded.score, threshold = excluded.threshold, explanation = excluded.explanation,
    list_version = excluded.list_version, listed_at = excluded.listed_at, entity_version = excluded.entity_version,
    content_sha256 = excluded.content_sha256, screened_at = excluded.screened_at, expires_at = excluded.expires_at
-- not by an older version of the list
WHERE excluded.listed_at >= alerts.listed_at
