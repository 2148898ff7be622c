SELECT cached.answer_id, questions.content AS question, cached.embedding
FROM cached_answers AS cached
JOIN chat_messages AS answers ON answers.id = cached.answer_id AND answers.superseded_at IS NULL
JOIN chat_messages AS questions ON questions.id = answers.question_id
WHERE cached.setting = $1 AND cached.scope = $2 AND cached.expires_at > $3 AND cached.embedding IS NOT NULL
ORDER BY cached.created_at DESC
LIMIT $4
