WITH stream AS (
    INSERT INTO answer_streams (id, user_id, session_id, started_at, moved_at)
    VALUES ($1, $2, $3, $4, $4)
    RETURNING id
)
INSERT INTO answer_events (stream_id, number, name, data)
SELECT stream.id, told.number, told.name, told.data
FROM stream
CROSS JOIN unnest($5::integer[], $6::text[], $7::text[]) AS told (number, name, data)
