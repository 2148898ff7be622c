-- Only while the dataset is what it was before the answer was made.
INSERT INTO cached_dataset_answers (answer_id, dataset_id, revision, language, method, asked, created_at, expires_at)
SELECT $1, id, $3, $4, $5, $6, $7, $8
FROM datasets
WHERE id = $2 AND revision = $3 AND deleted_at IS NULL
ON CONFLICT (answer_id) DO NOTHING
