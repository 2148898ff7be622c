-- A signed record cannot be shortened: with the name of a document or table that the reader may not see, it stays closed.
SELECT records.protected_header, records.payload, records.signature, messages.session_id
FROM answer_feedback AS feedback
JOIN answer_records AS records ON records.message_id = feedback.message_id
JOIN chat_messages AS messages ON messages.id = feedback.message_id
WHERE feedback.message_id = $2
    AND NOT EXISTS (
        SELECT
        FROM jsonb_path_query(records.payload::jsonb, '$.**.document_id') AS named
        WHERE NOT EXISTS (SELECT FROM visible_documents($1) AS seen WHERE seen.id = (named #>> '{}')::uuid)
    )
    AND (
        records.payload::jsonb #>> '{retrieval,dataset}' IS NULL
        OR EXISTS (
            SELECT
            FROM visible_snapshots($1) AS snapshots
            WHERE snapshots.dataset_name = records.payload::jsonb #>> '{retrieval,dataset}'
        )
    )
