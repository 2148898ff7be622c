SELECT run_id
FROM rescreenings
WHERE finished_at IS NULL
    AND CASE status WHEN 'waiting' THEN true WHEN 'settling' THEN settles_at <= $2 ELSE updated_at <= $1 END
ORDER BY created_at, run_id
LIMIT $3
