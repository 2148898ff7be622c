INSERT INTO evaluations (
    id, dataset_name, dataset_version, total_cases, passed_cases, avg_score, avg_latency_ms, figures, results, started_at,
    finished_at, created_at, created_by
)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
ON CONFLICT (dataset_name, dataset_version, started_at) DO NOTHING
