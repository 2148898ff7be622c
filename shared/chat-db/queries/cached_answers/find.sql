-- There is a row even when nothing is found: what may be seen now is told in any case.
WITH scope AS MATERIALIZED (
    SELECT digest, documents FROM visible_scope($1)
), newest AS MATERIALIZED (
    SELECT id
    FROM visible_datasets($1)
    WHERE $6::boolean AND status = 'ready'
    ORDER BY (payload ? 'total_events') IS TRUE DESC, created_at DESC, id DESC
    LIMIT 1
)
SELECT
    scope.digest,
    EXISTS (
        SELECT 1
        FROM cached_answers AS alike
        WHERE alike.setting = $2 AND alike.scope = scope.digest AND alike.expires_at > $5 AND alike.embedding IS NOT NULL
    ) AS has_alike,
    found.answer_id, found.content, found.sources, found.abstained, found.support, found.grounding, found.model,
    found.fell_back, found.snapshot_id, found.payload AS record, found.citations
FROM scope
LEFT JOIN newest ON true
LEFT JOIN LATERAL (
    SELECT
        cached.answer_id, messages.content, messages.sources, messages.abstained, messages.support, messages.grounding,
        messages.model, cached.fell_back, cached.snapshot_id, records.payload, quoted.citations
    FROM cached_answers AS cached
    JOIN chat_messages AS messages ON messages.id = cached.answer_id AND messages.superseded_at IS NULL
    JOIN answer_records AS records ON records.message_id = cached.answer_id
    CROSS JOIN LATERAL (
        SELECT coalesce(
            jsonb_agg(
                jsonb_build_object(
                    'id', citations.id, 'ordinal', citations.ordinal, 'document_id', citations.document_id,
                    'version', citations.version, 'document_name', citations.document_name,
                    'document_source', citations.document_source, 'document_sha256', citations.document_sha256, 'page', citations.page, 'chunk_id', citations.chunk_id,
                    'quote', citations.quote, 'start_offset', citations.start_offset, 'end_offset', citations.end_offset,
                    'match', citations.match, 'score', citations.score, 'provision', citations.provision
                )
                ORDER BY citations.ordinal
            ),
            '[]'
        ) AS citations
        FROM citations
        WHERE citations.message_id = cached.answer_id
    ) AS quoted
    WHERE cached.setting = $2 AND cached.scope = scope.digest AND (cached.asked = $3 OR cached.answer_id = $4)
        AND cached.expires_at > $5 AND cached.documents <@ scope.documents
        AND cached.snapshot_id IS NOT DISTINCT FROM newest.id
        AND NOT EXISTS (
            SELECT 1
            FROM answer_feedback AS feedback
            WHERE feedback.message_id = cached.answer_id AND feedback.rating = 'down'
        )
    ORDER BY cached.created_at DESC
    LIMIT 1
) AS found ON true
