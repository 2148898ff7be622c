-- Of a cited document that the reader may not see, or that is gone, only the number of its citation is listed.
SELECT
    total.count, page.message_id AS id, page.rating, page.is_inaccurate, page.comment, page.created_at, answers.session_id, answers.mode,
    answers.content AS answer, answers.support, answers.grounding, answers.abstained, answers.is_stopped,
    answers.superseded_at IS NOT NULL AS is_replaced,
    questions.content AS question, users.email AS user_email, users.name AS user_name, sources.ordinals, sources.names, sources.pages
FROM (
    SELECT CASE
        WHEN {is_filtered} THEN (SELECT count(*) FROM answer_feedback WHERE {filters})
        ELSE (SELECT coalesce(sum(amount), 0)::bigint FROM row_counts WHERE relation = 'answer_feedback')
    END AS count
) AS total
LEFT JOIN (
    SELECT answer_feedback.*
    FROM answer_feedback
    WHERE {filters} {after}
    ORDER BY {order}
    LIMIT {limit} OFFSET {offset}
) AS page ON true
LEFT JOIN LATERAL (SELECT * FROM chat_messages AS messages WHERE messages.id = page.message_id LIMIT 1) AS answers ON true
LEFT JOIN LATERAL (
    SELECT messages.content FROM chat_messages AS messages WHERE messages.id = answers.question_id LIMIT 1
) AS questions ON true
LEFT JOIN LATERAL (SELECT user_id FROM chat_sessions WHERE chat_sessions.id = answers.session_id LIMIT 1) AS sessions ON true
LEFT JOIN LATERAL (SELECT email, name FROM users WHERE users.id = sessions.user_id LIMIT 1) AS users ON true
LEFT JOIN LATERAL (
    SELECT
        array_agg(citations.ordinal ORDER BY citations.ordinal) AS ordinals,
        array_agg(CASE WHEN documents.id IS NOT NULL THEN citations.document_name END ORDER BY citations.ordinal) AS names,
        array_agg(CASE WHEN documents.id IS NOT NULL THEN citations.page END ORDER BY citations.ordinal) AS pages
    FROM citations
    LEFT JOIN LATERAL (
        SELECT seen.id FROM visible_documents($1) AS seen WHERE seen.id = citations.document_id LIMIT 1
    ) AS documents ON true
    WHERE citations.message_id = page.message_id
) AS sources ON true
ORDER BY {order}
