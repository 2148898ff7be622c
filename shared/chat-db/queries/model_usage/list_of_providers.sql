SELECT
    asked.id AS provider,
    coalesce(of_day.requests, 0) AS day_requests,
    coalesce(of_day.tokens, 0) AS day_tokens,
    coalesce(of_day.cost, 0) AS day_cost,
    coalesce(of_month.cost, 0) AS month_cost,
    coalesce(lately.requests, 0) AS minute_requests,
    coalesce(circuits.state, 'closed') AS state,
    coalesce(circuits.failures, 0) AS failures,
    coalesce(circuits.trials, 0) AS trials,
    circuits.moved_at
FROM unnest($1::text[]) WITH ORDINALITY AS asked (id, place)
LEFT JOIN model_usage AS of_day
    ON of_day.subject = 'provider:' || asked.id AND of_day.period = 'day'
    AND of_day.starts_on = ($2::timestamptz AT TIME ZONE 'UTC')::date
LEFT JOIN model_usage AS of_month
    ON of_month.subject = 'provider:' || asked.id AND of_month.period = 'month'
    AND of_month.starts_on = date_trunc('month', $2::timestamptz AT TIME ZONE 'UTC')::date
LEFT JOIN model_circuits AS circuits ON circuits.provider = asked.id
LEFT JOIN LATERAL (
    SELECT sum(calls.tries)::bigint AS requests
    FROM model_calls AS calls
    WHERE calls.provider = asked.id AND calls.reserved_at > $2::timestamptz - interval '60 seconds'
        AND calls.reserved_at <= $2::timestamptz + interval '60 seconds'
) AS lately ON true
ORDER BY asked.place
