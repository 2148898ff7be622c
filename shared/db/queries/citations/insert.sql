INSERT INTO citations (
    id, message_id, ordinal, document_id, version, document_name, document_sha256, page, chunk_id, quote, start_offset,
    end_offset, match, score, created_at
)
SELECT
    id, $1, ordinal, document_id, version, document_name, document_sha256, page, chunk_id, quote, start_offset,
    end_offset, match, score, $2
FROM jsonb_to_recordset($3::jsonb) AS cited (
    id uuid, ordinal integer, document_id uuid, version integer, document_name varchar, document_sha256 varchar,
    page integer, chunk_id uuid, quote text, start_offset integer, end_offset integer, match text,
    score double precision
)
