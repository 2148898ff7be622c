SELECT count(*)
FROM visible_snapshots($1)
WHERE $2::text IS NULL OR status = $2
