-- Only while what may be seen is what it was before the answer was made.
INSERT INTO cached_answers (
    answer_id, setting, scope, asked, embedding, documents, snapshot_id, fell_back, created_at, expires_at
)
SELECT $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
FROM visible_scope($1) AS scope
WHERE scope.digest = $4 AND $7::uuid[] <@ scope.documents
ON CONFLICT (answer_id) DO NOTHING
