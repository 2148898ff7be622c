-- $11 is the answer that this one replaces; $12 to $14 are the parts of its signed record; $15 to $18 are its
-- events that are not stored yet, including the last; $19 and $20 are workspace and dataset. Nothing is stored when another answer
-- has taken that place already.
WITH new_session AS (
    INSERT INTO chat_sessions (id, user_id, title, mode, created_at, workspace, dataset_id, updated_at)
    SELECT $1, $2, $3, $4, $5, $19, $20, CASE WHEN $19 <> 'knowledge' THEN $9::timestamptz END
    WHERE $6
), touched AS (
    UPDATE chat_sessions
    SET updated_at = greatest(updated_at, $9), title = coalesce(title, $3)
    WHERE id = $1 AND NOT $6 AND $19 <> 'knowledge'
), superseded AS (
    UPDATE chat_messages
    SET superseded_at = $9
    WHERE id = $11::uuid AND superseded_at IS NULL
    RETURNING id
), may_be_stored AS (
    SELECT 1
    WHERE $11::uuid IS NULL OR EXISTS (SELECT 1 FROM superseded)
), new_messages AS (
    INSERT INTO chat_messages (
        id, session_id, role, content, sources, abstained, degraded, created_at, question_id, mode, support, grounding,
        model, is_stopped, tool_calls, analysis
    )
    SELECT
        id, $1, role, content, sources, abstained, degraded, created_at, question_id, mode, support, grounding, model,
        coalesce(is_stopped, false), tool_calls, analysis
    FROM jsonb_to_recordset($7::jsonb) AS written (
        id uuid, role text, content text, sources text[], abstained boolean, degraded boolean, created_at timestamptz,
        question_id uuid, mode text, support text, grounding double precision, model text, is_stopped boolean, tool_calls jsonb,
        analysis jsonb
    )
    CROSS JOIN may_be_stored
    RETURNING id
), new_citations AS (
    INSERT INTO citations (
        id, message_id, ordinal, document_id, version, document_name, document_source, document_sha256, page, chunk_id, quote,
        start_offset, end_offset, match, score, ocr, provision, created_at
    )
    SELECT
        id, $8, ordinal, document_id, version, document_name, document_source, document_sha256, page, chunk_id, quote,
        start_offset, end_offset, match, score, coalesce(ocr, false), provision, $9
    FROM jsonb_to_recordset($10::jsonb) AS cited (
        id uuid, ordinal integer, document_id uuid, version integer, document_name varchar, document_source text,
        document_sha256 varchar, page integer, chunk_id uuid, quote text, start_offset integer, end_offset integer, match text,
        score double precision, ocr boolean, provision jsonb
    )
    CROSS JOIN may_be_stored
    RETURNING id
), new_record AS (
    INSERT INTO answer_records (message_id, protected_header, payload, signature)
    SELECT $8, $12, $13, $14
    FROM may_be_stored
    RETURNING message_id
), stream AS (
    INSERT INTO answer_streams (id, user_id, session_id, started_at, moved_at, ended_at)
    SELECT $8, $2, $1, $9, $9, $9
    FROM may_be_stored
    WHERE $15
    ON CONFLICT (id) DO UPDATE SET moved_at = excluded.moved_at, ended_at = excluded.ended_at
    RETURNING id
), new_events AS (
    INSERT INTO answer_events (stream_id, number, name, data)
    SELECT stream.id, told.number, told.name, told.data
    FROM stream
    CROSS JOIN unnest($16::integer[], $17::text[], $18::text[]) AS told (number, name, data)
    ON CONFLICT (stream_id, number) DO NOTHING
)
SELECT
    (SELECT count(*) FROM new_messages) + (SELECT count(*) FROM new_citations) + (SELECT count(*) FROM new_record)
    AS stored
