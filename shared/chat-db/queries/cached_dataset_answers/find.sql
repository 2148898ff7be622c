SELECT messages.id, messages.content, messages.model, messages.tool_calls, messages.analysis, records.payload
FROM cached_dataset_answers AS cached
JOIN chat_messages AS messages ON messages.id = cached.answer_id
JOIN answer_records AS records ON records.message_id = cached.answer_id
WHERE cached.dataset_id = $1 AND cached.revision = $2 AND cached.language = $3 AND cached.method = $4 AND cached.asked = $5
    AND cached.expires_at > $6
    AND NOT EXISTS (
        SELECT 1
        FROM answer_feedback AS feedback
        WHERE feedback.message_id = cached.answer_id AND feedback.rating = 'down'
    )
ORDER BY cached.created_at DESC
LIMIT 1
