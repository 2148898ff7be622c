SELECT total.count, page.*
FROM (
    SELECT count(*) AS count
    FROM screening_alerts AS alerts
    WHERE $1::date IS NOT NULL AND {filters}
) AS total
LEFT JOIN (
    SELECT alerts.id, alerts.subject_key, alerts.entity_id, entities.source_id, sources.name AS source_name, entities.key,
        CASE WHEN alerts.decision_expires_on <= $1 THEN 'open' ELSE alerts.status END AS status,
        CASE WHEN alerts.decision_expires_on <= $1 THEN 'decision_expired' ELSE alerts.opening END AS opening,
        alerts.opened_at, alerts.subject, alerts.listed_name, alerts.score, alerts.threshold, alerts.explanation, alerts.list_version,
        indexes.day AS list_day, alerts.entity_version, versions.kind, versions.name AS entity_name, versions.valid_to,
        versions.content, alerts.screened_at, alerts.decision_id, decisions.outcome, decisions.reason, decisions.expires_on, decisions.decided_by,
        decisions.decided_at, decisions.answered_by, decisions.answered_at
    FROM screening_alerts AS alerts
    JOIN list_entities AS entities ON entities.id = alerts.entity_id
    JOIN sources ON sources.id = entities.source_id
    JOIN name_indexes AS indexes ON indexes.run_id = alerts.list_version
    JOIN list_entity_versions AS versions
        ON versions.entity_id = alerts.entity_id AND versions.number = alerts.entity_version
    LEFT JOIN alert_decisions AS decisions ON decisions.id = alerts.decision_id
    WHERE $1::date IS NOT NULL AND {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
ORDER BY {order}
