WITH told AS (
    INSERT INTO answer_events (stream_id, number, name, data)
    SELECT $1, told.number, told.name, told.data
    FROM unnest($3::integer[], $4::text[], $5::text[]) AS told (number, name, data)
    WHERE EXISTS (SELECT 1 FROM answer_streams WHERE id = $1)
    ON CONFLICT (stream_id, number) DO NOTHING
)
UPDATE answer_streams
SET moved_at = $2, ended_at = CASE WHEN $6 THEN $2 ELSE ended_at END
WHERE id = $1
RETURNING stop_requested_at IS NOT NULL AS is_stopped
