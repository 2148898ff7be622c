-- A signed record cannot be shortened: if it names a document that the reader may not see, or a table that can be one, it stays
-- closed. A record names its table without an id, so every table of that name counts, also those that are deleted.
SELECT records.protected_header, records.payload, records.signature, messages.session_id
FROM answer_feedback AS feedback
JOIN answer_records AS records ON records.message_id = feedback.message_id
JOIN chat_messages AS messages ON messages.id = feedback.message_id
WHERE feedback.message_id = $2
    AND NOT EXISTS (
        SELECT
        FROM (
            SELECT jsonb_path_query(records.payload::jsonb, '$.**.document_id') #>> '{}' AS id
            UNION ALL
            SELECT jsonb_path_query(records.payload::jsonb, '$.question.filters.document_ids[*]') #>> '{}'
        ) AS named
        WHERE NOT EXISTS (SELECT FROM visible_documents($1) AS seen WHERE seen.id = named.id::uuid)
    )
    AND (
        records.payload::jsonb #>> '{retrieval,dataset}' IS NULL
        OR EXISTS (
            SELECT
            FROM visible_datasets($1) AS snapshots
            WHERE snapshots.dataset_name = records.payload::jsonb #>> '{retrieval,dataset}'
        )
    )
    AND NOT EXISTS (
        SELECT
        FROM datasets AS snapshots
        WHERE snapshots.dataset_name = records.payload::jsonb #>> '{retrieval,dataset}'
            AND snapshots.access <> 'everyone' AND snapshots.owner_id IS DISTINCT FROM $1
    )
