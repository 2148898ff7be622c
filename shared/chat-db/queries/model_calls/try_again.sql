-- What was sent is counted after this request was.
SELECT tried.may_be_tried, requests.of_day AS day_requests, requests.of_minute AS minute_requests
FROM try_model_call_again($1, $2, $3, $4, $5) AS tried (may_be_tried)
LEFT JOIN model_calls AS calls ON calls.id = $1
CROSS JOIN LATERAL count_model_requests(CASE WHEN tried.may_be_tried THEN calls.provider END, $2) AS requests
