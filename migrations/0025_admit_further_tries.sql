-- Whether a call that was set aside may be tried once more; if so, that request is counted. Tries count on the day and in the month
-- in which their call was set aside, as everything of it does. limits are those of the provider (requests_per_minute, day_requests,
-- month_requests), own_limits those of the account; 0 is no limit.
CREATE FUNCTION try_model_call_again(
    call_id uuid, at timestamptz, is_enforced boolean, limits jsonb, own_limits jsonb
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    held model_calls;
    today date;
    this_month date;
    lately bigint;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('model_calls', 22));
    SELECT * INTO held FROM model_calls WHERE id = call_id;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM lock_model_usage(ARRAY['provider:' || held.provider, 'user:' || held.user_id]);
    SELECT * INTO held FROM model_calls WHERE id = call_id FOR UPDATE;
    IF held.state <> 'reserved' THEN
        RETURN false;
    END IF;
    today := (held.reserved_at AT TIME ZONE 'UTC')::date;
    this_month := date_trunc('month', held.reserved_at AT TIME ZONE 'UTC')::date;
    SELECT coalesce(sum(tries), 0) INTO lately FROM model_calls
    WHERE provider = held.provider AND reserved_at > at - interval '60 seconds' AND reserved_at <= at + interval '60 seconds';
    IF is_enforced AND (
        model_limit_reached(lately, 1, (limits ->> 'requests_per_minute')::bigint)
        OR EXISTS (
            SELECT 1
            FROM (
                VALUES
                    ('provider:' || held.provider, 'day', today, (limits ->> 'day_requests')::bigint),
                    ('provider:' || held.provider, 'month', this_month, (limits ->> 'month_requests')::bigint),
                    ('user:' || held.user_id, 'day', today, (own_limits ->> 'day_requests')::bigint),
                    ('user:' || held.user_id, 'month', this_month, (own_limits ->> 'month_requests')::bigint)
            ) AS limited (subject, period, starts_on, most)
            JOIN model_usage USING (subject, period, starts_on)
            WHERE model_limit_reached(model_usage.requests, 1, limited.most)
        )
    ) THEN
        RETURN false;
    END IF;
    UPDATE model_calls SET tries = tries + 1 WHERE id = call_id;
    PERFORM count_model_usage(held.reserved_at, held.provider, held.user_id, 1, 0, 0);
    RETURN true;
END
$$;
