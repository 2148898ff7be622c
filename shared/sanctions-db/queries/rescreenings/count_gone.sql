UPDATE rescreenings
SET gone = rescreenings.gone + erased.count
FROM (SELECT run_id, count(*)::integer FROM unnest($1::uuid[]) AS subjects (run_id) GROUP BY run_id) AS erased
WHERE rescreenings.run_id = erased.run_id
