SELECT count(*)
FROM visible_datasets($1)
WHERE ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR dataset_name ILIKE $3)
