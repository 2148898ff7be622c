WITH new_session AS (
    INSERT INTO chat_sessions (id, user_id, title, mode, created_at)
    SELECT $1, $2, $3, $4, $5
    WHERE $6
), new_messages AS (
    INSERT INTO chat_messages (id, session_id, role, content, sources, abstained, degraded, created_at)
    SELECT id, $1, role, content, sources, abstained, degraded, created_at
    FROM jsonb_to_recordset($7::jsonb) AS written (
        id uuid, role text, content text, sources text[], abstained boolean, degraded boolean, created_at timestamptz
    )
    RETURNING id
), new_citations AS (
    INSERT INTO citations (
        id, message_id, ordinal, document_id, version, document_name, document_sha256, page, chunk_id, quote,
        start_offset, end_offset, match, score, created_at
    )
    SELECT
        id, $8, ordinal, document_id, version, document_name, document_sha256, page, chunk_id, quote, start_offset,
        end_offset, match, score, $9
    FROM jsonb_to_recordset($10::jsonb) AS cited (
        id uuid, ordinal integer, document_id uuid, version integer, document_name varchar, document_sha256 varchar,
        page integer, chunk_id uuid, quote text, start_offset integer, end_offset integer, match text,
        score double precision
    )
    RETURNING id
)
SELECT (SELECT count(*) FROM new_messages) + (SELECT count(*) FROM new_citations) AS stored
