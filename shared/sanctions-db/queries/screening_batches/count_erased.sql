UPDATE screening_batches AS batches
SET rows_erased = batches.rows_erased + erased.count
FROM (SELECT id, count(*)::integer FROM unnest($1::uuid[]) AS rows (id) GROUP BY id) AS erased
WHERE batches.id = erased.id
