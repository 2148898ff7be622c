-- What calls of a provider cost on a day and in its month, by UTC, as far as that is known: what calls under way were set aside and
-- may never use is left out. Reads what there is at the moment that it is called, also within a statement that has changed it.
CREATE FUNCTION count_model_cost(
    asked_provider text, at timestamptz, OUT of_day bigint, OUT of_month bigint
) LANGUAGE plpgsql AS $$
DECLARE
    today CONSTANT date := (at AT TIME ZONE 'UTC')::date;
    this_month CONSTANT date := date_trunc('month', at AT TIME ZONE 'UTC')::date;
BEGIN
    SELECT
        coalesce(sum(cost) FILTER (WHERE period = 'day' AND starts_on = today), 0),
        coalesce(sum(cost) FILTER (WHERE period = 'month' AND starts_on = this_month), 0)
    INTO of_day, of_month
    FROM model_usage
    WHERE subject = 'provider:' || asked_provider AND starts_on IN (today, this_month);
    -- few are under way at a time, and the index of their ends holds no others
    SELECT
        of_day - coalesce(sum(counted_cost) FILTER (WHERE (reserved_at AT TIME ZONE 'UTC')::date = today), 0),
        of_month - coalesce(
            sum(counted_cost) FILTER (WHERE date_trunc('month', reserved_at AT TIME ZONE 'UTC')::date = this_month), 0
        )
    INTO of_day, of_month
    FROM model_calls
    WHERE state = 'reserved' AND provider = asked_provider;
END
$$;
