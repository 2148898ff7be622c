-- Each call of a language model: set aside before it is made, settled after it. It is the ledger of what they cost.
-- Money is in billionths of a US dollar. counted_tokens and counted_cost are what model_usage holds of the call at this moment:
-- what it may use at most while it is under way, what it used once it is settled.
CREATE TABLE model_calls (
    id uuid PRIMARY KEY,
    provider varchar(100) NOT NULL,
    model varchar(255) NOT NULL,
    task varchar(50) NOT NULL,
    user_id uuid REFERENCES users ON DELETE SET NULL,
    answer_id uuid,
    state text NOT NULL DEFAULT 'reserved',
    outcome text,
    tries integer NOT NULL DEFAULT 1,
    asked_tokens bigint NOT NULL,
    asked_cost bigint NOT NULL,
    counted_tokens bigint NOT NULL,
    counted_cost bigint NOT NULL,
    input_tokens bigint,
    output_tokens bigint,
    duration_ms bigint,
    reserved_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    settled_at timestamptz,
    CONSTRAINT model_calls_state_known CHECK (state IN ('reserved', 'settled', 'expired')),
    CONSTRAINT model_calls_outcome_known CHECK (outcome IN ('completed', 'stopped', 'broken_off', 'failed', 'lost'))
);

CREATE INDEX model_calls_provider_idx ON model_calls (provider, reserved_at);
CREATE INDEX model_calls_user_id_idx ON model_calls (user_id, reserved_at);
CREATE INDEX model_calls_reserved_at_idx ON model_calls (reserved_at);
CREATE INDEX model_calls_expires_at_idx ON model_calls (expires_at) WHERE state = 'reserved';

-- What was used of a provider (`provider:ID`) and by an account (`user:ID`) on a day and in a month, by UTC; calls under way count
-- with all that they may use.
CREATE TABLE model_usage (
    subject varchar(120) NOT NULL,
    period text NOT NULL,
    starts_on date NOT NULL,
    user_id uuid REFERENCES users ON DELETE CASCADE,
    requests bigint NOT NULL,
    tokens bigint NOT NULL,
    cost bigint NOT NULL,
    PRIMARY KEY (subject, period, starts_on),
    CONSTRAINT model_usage_period_known CHECK (period IN ('day', 'month'))
);

CREATE INDEX model_usage_user_id_idx ON model_usage (user_id);
CREATE INDEX model_usage_starts_on_idx ON model_usage (starts_on);

-- Accounts keep what they used today and in this month. token_usage is of the code before this and goes with the next release.
INSERT INTO model_usage (subject, period, starts_on, user_id, requests, tokens, cost)
SELECT 'user:' || user_id, 'day', day, user_id, 0, tokens, 0
FROM token_usage;

INSERT INTO model_usage (subject, period, starts_on, user_id, requests, tokens, cost)
SELECT 'user:' || user_id, 'month', date_trunc('month', day)::date, user_id, 0, sum(tokens), 0
FROM token_usage
GROUP BY user_id, date_trunc('month', day)::date;

-- Whether a provider is worth asking: closed while it answers, open after five failures, half open after 60 s, when three answers
-- in a row close it and one failure opens it again. trials are the calls that were let through while it is half open.
CREATE TABLE model_circuits (
    provider varchar(100) PRIMARY KEY,
    state text NOT NULL,
    failures integer NOT NULL,
    successes integer NOT NULL,
    trials integer NOT NULL,
    moved_at timestamptz NOT NULL,
    CONSTRAINT model_circuits_state_known CHECK (state IN ('closed', 'open', 'half_open'))
);

-- Adds to what a provider and an account used on the day and in the month of a moment.
CREATE FUNCTION count_model_usage(
    at timestamptz, asked_provider text, asker uuid, more_requests bigint, more_tokens bigint, more_cost bigint
) RETURNS void LANGUAGE sql AS $$
    INSERT INTO model_usage (subject, period, starts_on, user_id, requests, tokens, cost)
    SELECT
        counted.subject, span.period, date_trunc(span.period, at AT TIME ZONE 'UTC')::date, counted.user_id, more_requests,
        more_tokens, more_cost
    FROM (VALUES ('provider:' || asked_provider, NULL), ('user:' || asker, asker)) AS counted (subject, user_id)
    CROSS JOIN (VALUES ('day'), ('month')) AS span (period)
    WHERE counted.subject IS NOT NULL
    ORDER BY counted.subject, span.period
    ON CONFLICT (subject, period, starts_on) DO UPDATE SET
        requests = model_usage.requests + excluded.requests,
        tokens = model_usage.tokens + excluded.tokens,
        cost = model_usage.cost + excluded.cost
$$;

-- One at a time for each provider and each account, in the order of their names, so that no two wait for each other.
CREATE FUNCTION lock_model_usage(subjects text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    subject text;
BEGIN
    FOR subject IN SELECT DISTINCT name FROM unnest(subjects) AS name WHERE name IS NOT NULL ORDER BY name LOOP
        PERFORM pg_advisory_xact_lock(hashtextextended(subject, 22));
    END LOOP;
END
$$;

-- Takes back what calls hold that were never settled: whoever made them is gone. Their questions stay counted, for the provider
-- was asked. Whoever does this is alone; all others share the lock. Says how many.
CREATE FUNCTION expire_model_calls(at timestamptz) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    expired bigint := 0;
    held model_calls;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('model_calls', 22));
    FOR held IN
        SELECT * FROM model_calls WHERE state = 'reserved' AND expires_at <= at ORDER BY expires_at LIMIT 1000 FOR UPDATE
    LOOP
        PERFORM count_model_usage(
            held.reserved_at, held.provider, held.user_id, 0, held.asked_tokens - held.counted_tokens,
            held.asked_cost - held.counted_cost
        );
        UPDATE model_calls
        SET state = 'expired', outcome = 'lost', counted_tokens = asked_tokens, counted_cost = asked_cost
        WHERE id = held.id;
        expired := expired + 1;
    END LOOP;
    RETURN expired;
END
$$;

-- Why this limit, of which so much is used, does not admit so much more; nothing when it does. 0 is no limit.
CREATE FUNCTION model_limit_reached(used bigint, more bigint, most bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT most > 0 AND coalesce(used, 0) + more > most
$$;

-- Sets a call aside with the first of some candidates that may be asked. Each candidate is an object: provider, model, tokens and
-- cost (what the call may use at most), asked_cost (what its question costs), and its limits: requests_per_minute, and of each
-- period, day and month, requests, tokens and cost. own_limits are those of the account.
--
-- chosen is the candidate's place, from 0; refusals says in their order why others may not be asked; day_cost and month_cost
-- are what the provider has used with this call.
CREATE FUNCTION reserve_model_call(
    call_id uuid,
    at timestamptz,
    until timestamptz,
    asker uuid,
    answer uuid,
    asked_for text,
    question_tokens bigint,
    is_enforced boolean,
    candidates jsonb,
    own_limits jsonb,
    OUT chosen integer,
    OUT refusals text[],
    OUT day_cost bigint,
    OUT month_cost bigint
) LANGUAGE plpgsql AS $$
DECLARE
    today CONSTANT date := (at AT TIME ZONE 'UTC')::date;
    this_month CONSTANT date := date_trunc('month', at AT TIME ZONE 'UTC')::date;
    candidate jsonb;
    provider_id text;
    circuit model_circuits;
    of_day model_usage;
    of_month model_usage;
    own_day model_usage;
    own_month model_usage;
    lately bigint;
    refusal text;
BEGIN
    refusals := '{}';
    IF EXISTS (SELECT 1 FROM model_calls WHERE state = 'reserved' AND expires_at <= at) THEN
        PERFORM expire_model_calls(at);
    ELSE
        PERFORM pg_advisory_xact_lock_shared(hashtextextended('model_calls', 22));
    END IF;
    PERFORM lock_model_usage(
        ARRAY(SELECT 'provider:' || (each ->> 'provider') FROM jsonb_array_elements(candidates) AS each)
        || ('user:' || asker)
    );
    SELECT * INTO own_day FROM model_usage WHERE subject = 'user:' || asker AND period = 'day' AND starts_on = today;
    SELECT * INTO own_month FROM model_usage
    WHERE subject = 'user:' || asker AND period = 'month' AND starts_on = this_month;
    FOR place IN 0 .. jsonb_array_length(candidates) - 1 LOOP
        candidate := candidates -> place;
        provider_id := candidate ->> 'provider';
        SELECT * INTO circuit FROM model_circuits WHERE provider = provider_id;
        SELECT * INTO of_day FROM model_usage
        WHERE subject = 'provider:' || provider_id AND period = 'day' AND starts_on = today;
        SELECT * INTO of_month FROM model_usage
        WHERE subject = 'provider:' || provider_id AND period = 'month' AND starts_on = this_month;
        SELECT coalesce(sum(tries), 0) INTO lately FROM model_calls
        WHERE provider = provider_id AND reserved_at > at - interval '60 seconds'
            AND reserved_at <= at + interval '60 seconds';
        refusal := CASE
            WHEN NOT is_enforced THEN NULL
            WHEN circuit.state = 'open' AND at < circuit.moved_at + interval '60 seconds'
                OR circuit.state = 'half_open' AND circuit.trials >= 3 AND at < circuit.moved_at + interval '60 seconds'
                THEN 'circuit_breaker_open'
            WHEN model_limit_reached(of_day.cost, (candidate ->> 'cost')::bigint, (candidate ->> 'day_cost')::bigint)
                THEN 'daily_budget_exceeded'
            WHEN model_limit_reached(of_month.cost, (candidate ->> 'cost')::bigint, (candidate ->> 'month_cost')::bigint)
                THEN 'monthly_budget_exceeded'
            WHEN model_limit_reached(of_day.tokens, (candidate ->> 'tokens')::bigint, (candidate ->> 'day_tokens')::bigint)
                THEN 'daily_token_limit_exceeded'
            WHEN model_limit_reached(
                of_month.tokens, (candidate ->> 'tokens')::bigint, (candidate ->> 'month_tokens')::bigint
            ) THEN 'monthly_token_limit_exceeded'
            WHEN model_limit_reached(lately, 1, (candidate ->> 'requests_per_minute')::bigint)
                THEN 'rate_limit_per_minute_exceeded'
            WHEN model_limit_reached(of_day.requests, 1, (candidate ->> 'day_requests')::bigint)
                THEN 'daily_request_limit_exceeded'
            WHEN model_limit_reached(of_month.requests, 1, (candidate ->> 'month_requests')::bigint)
                THEN 'monthly_request_limit_exceeded'
            WHEN model_limit_reached(own_day.cost, (candidate ->> 'cost')::bigint, (own_limits ->> 'day_cost')::bigint)
                THEN 'user_daily_budget_exceeded'
            WHEN model_limit_reached(own_month.cost, (candidate ->> 'cost')::bigint, (own_limits ->> 'month_cost')::bigint)
                THEN 'user_monthly_budget_exceeded'
            WHEN model_limit_reached(
                own_day.tokens, (candidate ->> 'tokens')::bigint, (own_limits ->> 'day_tokens')::bigint
            ) THEN 'user_daily_token_limit_exceeded'
            WHEN model_limit_reached(
                own_month.tokens, (candidate ->> 'tokens')::bigint, (own_limits ->> 'month_tokens')::bigint
            ) THEN 'user_monthly_token_limit_exceeded'
            WHEN model_limit_reached(own_day.requests, 1, (own_limits ->> 'day_requests')::bigint)
                THEN 'user_daily_request_limit_exceeded'
            WHEN model_limit_reached(own_month.requests, 1, (own_limits ->> 'month_requests')::bigint)
                THEN 'user_monthly_request_limit_exceeded'
        END;
        IF refusal IS NULL THEN
            chosen := place;
            EXIT;
        END IF;
        refusals := refusals || refusal;
    END LOOP;
    IF chosen IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO model_calls (
        id, provider, model, task, user_id, answer_id, asked_tokens, asked_cost, counted_tokens, counted_cost, reserved_at,
        expires_at
    )
    VALUES (
        call_id, provider_id, candidate ->> 'model', asked_for, asker, answer, question_tokens,
        (candidate ->> 'asked_cost')::bigint, (candidate ->> 'tokens')::bigint, (candidate ->> 'cost')::bigint, at, until
    );
    PERFORM count_model_usage(
        at, provider_id, asker, 1, (candidate ->> 'tokens')::bigint, (candidate ->> 'cost')::bigint
    );
    day_cost := coalesce(of_day.cost, 0) + (candidate ->> 'cost')::bigint;
    month_cost := coalesce(of_month.cost, 0) + (candidate ->> 'cost')::bigint;
    -- a provider that failed is tried by three calls, and by three more when these were never heard of again
    UPDATE model_circuits AS tried
    SET
        state = 'half_open',
        successes = CASE WHEN tried.state = 'open' THEN 0 ELSE tried.successes END,
        trials = CASE WHEN tried.state = 'open' OR tried.trials >= 3 THEN 1 ELSE tried.trials + 1 END,
        moved_at = CASE WHEN tried.state = 'open' OR tried.trials >= 3 THEN at ELSE tried.moved_at END
    WHERE tried.provider = provider_id AND tried.state <> 'closed';
END
$$;

-- Replaces what was set aside by what was used, and tells the provider's circuit how the call went: answered says whether the
-- provider did its part, nothing when that cannot be told. A call is settled once, also after it expired; says whether it was.
CREATE FUNCTION settle_model_call(
    call_id uuid,
    at timestamptz,
    used_input bigint,
    used_output bigint,
    used_cost bigint,
    made integer,
    ended text,
    took_ms bigint,
    answered boolean
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    held model_calls;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('model_calls', 22));
    SELECT * INTO held FROM model_calls WHERE id = call_id;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM lock_model_usage(ARRAY['provider:' || held.provider, 'user:' || held.user_id]);
    SELECT * INTO held FROM model_calls WHERE id = call_id FOR UPDATE;
    IF held.state = 'settled' THEN
        RETURN false;
    END IF;
    UPDATE model_calls
    SET
        state = 'settled', outcome = ended, tries = made, input_tokens = used_input, output_tokens = used_output,
        counted_tokens = used_input + used_output, counted_cost = used_cost, duration_ms = took_ms, settled_at = at
    WHERE id = call_id;
    PERFORM count_model_usage(
        held.reserved_at, held.provider, held.user_id, made - held.tries,
        used_input + used_output - held.counted_tokens, used_cost - held.counted_cost
    );
    IF answered IS NULL THEN
        RETURN true;
    END IF;
    INSERT INTO model_circuits AS circuit (provider, state, failures, successes, trials, moved_at)
    VALUES (held.provider, 'closed', CASE WHEN answered THEN 0 ELSE 1 END, 0, 0, at)
    ON CONFLICT (provider) DO UPDATE SET
        state = CASE
            WHEN circuit.state = 'closed' AND NOT answered AND circuit.failures + 1 >= 5 THEN 'open'
            WHEN circuit.state = 'half_open' AND NOT answered THEN 'open'
            WHEN circuit.state = 'half_open' AND circuit.successes + 1 >= 3 THEN 'closed'
            ELSE circuit.state
        END,
        failures = CASE
            WHEN circuit.state = 'closed' AND answered THEN greatest(circuit.failures - 1, 0)
            WHEN circuit.state = 'closed' THEN circuit.failures + 1
            WHEN circuit.state = 'half_open' AND answered AND circuit.successes + 1 >= 3 THEN 0
            ELSE circuit.failures
        END,
        successes = CASE
            WHEN circuit.state = 'half_open' AND answered AND circuit.successes + 1 < 3 THEN circuit.successes + 1
            WHEN circuit.state = 'half_open' THEN 0
            ELSE circuit.successes
        END,
        trials = CASE WHEN circuit.state = 'half_open' AND NOT answered THEN 0 ELSE circuit.trials END,
        moved_at = CASE
            WHEN circuit.state = 'closed' AND NOT answered AND circuit.failures + 1 >= 5 THEN at
            WHEN circuit.state = 'half_open' AND (NOT answered OR circuit.successes + 1 >= 3) THEN at
            ELSE circuit.moved_at
        END;
    RETURN true;
END
$$;

-- Answers that may be given again to whoever sees the same documents: asked is a digest of the question and setting one of everything
-- that decides what is answered beside question and documents; scope is a digest of the documents that may be seen, and documents
-- are those that the answer was made from. Lost in a crash, which loses nothing but the time saved.
CREATE UNLOGGED TABLE cached_answers (
    answer_id uuid PRIMARY KEY REFERENCES chat_messages ON DELETE CASCADE,
    setting bytea NOT NULL,
    scope bytea NOT NULL,
    asked bytea NOT NULL,
    embedding bytea,
    documents uuid[] NOT NULL,
    snapshot_id uuid,
    fell_back boolean NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX cached_answers_asked_idx ON cached_answers (setting, asked, scope, expires_at);
CREATE INDEX cached_answers_scope_idx ON cached_answers (setting, scope, created_at);
CREATE INDEX cached_answers_expires_at_idx ON cached_answers (expires_at);

-- A digest of the documents that an account may see, as they are now, and their ids. It changes with each document that comes, goes,
-- changes, or is shared or not shared any more with the account.
CREATE FUNCTION visible_scope(viewer uuid, OUT digest bytea, OUT documents uuid[]) LANGUAGE sql STABLE AS $$
    SELECT
        sha256(convert_to(
            coalesce(
                string_agg(
                    concat_ws(
                        ' ', seen.id, seen.current_version, seen.generation, extract(epoch FROM seen.updated_at),
                        extract(epoch FROM versions.ready_at), versions.sha256
                    ),
                    E'\n' ORDER BY seen.id
                ),
                ''
            ),
            'UTF8'
        )),
        coalesce(array_agg(seen.id ORDER BY seen.id), '{}')
    FROM visible_documents(viewer) AS seen
    JOIN document_versions AS versions
        ON versions.document_id = seen.id AND versions.version = seen.current_version AND versions.status = 'ready'
$$;
