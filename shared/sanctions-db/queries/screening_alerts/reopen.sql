-- a decision no longer holds once it has expired, and is not about what the list says since
UPDATE screening_alerts AS alerts
SET status = 'open',
    opening = CASE WHEN alerts.decision_expires_on <= $2 THEN 'decision_expired' ELSE 'entity_changed' END,
    opened_at = $3, decision_id = NULL, decision_expires_on = NULL
FROM unnest($4::uuid[], $5::bytea[], $6::timestamptz[]) AS found (entity_id, content_sha256, listed_at)
WHERE alerts.subject_key = $1
    AND alerts.entity_id = found.entity_id
    AND alerts.status <> 'open'
    AND (
        alerts.decision_expires_on <= $2
        OR (alerts.content_sha256 <> found.content_sha256 AND found.listed_at >= alerts.listed_at)
    )
