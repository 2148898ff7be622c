SELECT
    reserved.chosen,
    reserved.refusals,
    reserved.day_cost,
    reserved.month_cost,
    costs.of_day AS known_day_cost,
    costs.of_month AS known_month_cost,
    requests.of_day AS day_requests,
    requests.of_minute AS minute_requests
FROM reserve_model_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS reserved
CROSS JOIN LATERAL count_model_requests($9::jsonb -> reserved.chosen ->> 'provider', $2::timestamptz) AS requests
CROSS JOIN LATERAL count_model_cost($9::jsonb -> reserved.chosen ->> 'provider', $2::timestamptz) AS costs
