-- Each reads what there is at the moment that it is called, also within a statement that has changed it.

-- The circuit of the provider of a call; nothing as long as none is known.
CREATE FUNCTION circuit_of_model_call(call_id uuid) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    RETURN (
        SELECT circuits.state
        FROM model_calls AS calls
        JOIN model_circuits AS circuits ON circuits.provider = calls.provider
        WHERE calls.id = call_id
    );
END
$$;

-- How many requests a provider was sent in the last 60 seconds, and on this day.
CREATE FUNCTION count_model_requests(
    asked_provider text, at timestamptz, OUT of_minute bigint, OUT of_day bigint
) LANGUAGE plpgsql AS $$
BEGIN
    SELECT coalesce(sum(tries), 0) INTO of_minute FROM model_calls
    WHERE provider = asked_provider AND reserved_at > at - interval '60 seconds' AND reserved_at <= at + interval '60 seconds';
    SELECT coalesce(sum(requests), 0) INTO of_day FROM model_usage
    WHERE subject = 'provider:' || asked_provider AND period = 'day' AND starts_on = (at AT TIME ZONE 'UTC')::date;
END
$$;
