-- What the provider has cost is read after this call was settled.
SELECT
    ended.settled,
    CASE WHEN ended.settled THEN circuit_of_model_call($1::uuid) END AS circuit,
    costs.of_day AS day_cost,
    costs.of_month AS month_cost
FROM settle_model_call($1, $2, $3, $4, $5, $6, $7, $8, $9) AS ended (settled)
LEFT JOIN model_calls AS calls ON calls.id = $1
CROSS JOIN LATERAL count_model_cost(CASE WHEN ended.settled IS NOT NULL THEN calls.provider END, $2) AS costs
