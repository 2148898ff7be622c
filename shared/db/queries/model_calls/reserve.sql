-- What a statement reads is as it was before what its functions write: this call is not among the requests.
SELECT
    reserved.chosen,
    reserved.refusals,
    reserved.day_cost,
    reserved.month_cost,
    coalesce(circuits.state, 'closed') AS circuit,
    coalesce(of_day.requests, 0) AS day_requests,
    lately.requests AS minute_requests
FROM reserve_model_call($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS reserved
CROSS JOIN LATERAL (SELECT $9::jsonb -> reserved.chosen ->> 'provider' AS id) AS provider
LEFT JOIN model_circuits AS circuits ON circuits.provider = provider.id
LEFT JOIN model_usage AS of_day
    ON of_day.subject = 'provider:' || provider.id AND of_day.period = 'day'
    AND of_day.starts_on = ($2::timestamptz AT TIME ZONE 'UTC')::date
CROSS JOIN LATERAL (
    SELECT coalesce(sum(calls.tries), 0)::bigint AS requests
    FROM model_calls AS calls
    WHERE calls.provider = provider.id AND calls.reserved_at > $2::timestamptz - interval '60 seconds'
        AND calls.reserved_at <= $2::timestamptz + interval '60 seconds'
) AS lately
