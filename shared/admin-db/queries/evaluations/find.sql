SELECT
    id, dataset_name, dataset_version, total_cases, passed_cases, avg_score, avg_latency_ms, figures, results, started_at,
    finished_at, created_at
FROM evaluations
WHERE id = $1
