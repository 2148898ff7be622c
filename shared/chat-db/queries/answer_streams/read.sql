SELECT
    streams.moved_at, streams.ended_at IS NOT NULL AS has_ended, events.number, events.name, events.data
FROM answer_streams AS streams
LEFT JOIN LATERAL (
    SELECT number, name, data
    FROM answer_events
    WHERE stream_id = streams.id AND number > $3
    ORDER BY number
    LIMIT $4
) AS events ON true
WHERE streams.id = $1 AND streams.user_id = $2
ORDER BY events.number
