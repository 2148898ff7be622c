SELECT profile, account
FROM visible_datasets($1)
WHERE id = $2 AND profile IS NOT NULL AND account IS NOT NULL
