-- When requests were admitted, in milliseconds since the epoch, for each subject of a limit. Lost in a crash, which loses
-- nothing but the count.
CREATE UNLOGGED TABLE rate_limits (
    key varchar(200) PRIMARY KEY,
    admitted bigint[] NOT NULL
) WITH (fillfactor = 50);

-- Counts a request at a time (in milliseconds since the epoch) against the quotas of some subjects, and says whether it is
-- admitted. A quota admits a number of requests (most) of one subject (subject_of, a place in subjects) in any span of so many
-- milliseconds (spans). What one quota refuses counts against none. The clocks of two processes may differ, and a clock may
-- be set back: times that lie further ahead than the longest span are forgotten.
--
-- Gives for each quota how many requests it still admits, and in how many milliseconds it admits one more.
CREATE FUNCTION count_request(
    at bigint,
    subjects text[],
    subject_of integer[],
    most integer[],
    spans bigint[],
    OUT is_admitted boolean,
    OUT remaining integer[],
    OUT resets_in bigint[]
) LANGUAGE plpgsql AS $$
DECLARE
    longest CONSTANT bigint := (SELECT max(span) FROM unnest(spans) AS span);
    subject text;
    history bigint[];
    counted bigint[];
    used integer;
BEGIN
    is_admitted := true;
    IF cardinality(subjects) = 0 THEN
        remaining := '{}';
        resets_in := '{}';
        RETURN;
    END IF;
    remaining := array_fill(0, ARRAY[cardinality(most)]);
    resets_in := array_fill(0::bigint, ARRAY[cardinality(most)]);
    -- in the order of their names, so that no two requests wait for each other
    FOR subject IN SELECT name FROM unnest(subjects) AS name ORDER BY name LOOP
        LOOP
            SELECT admitted INTO history FROM rate_limits WHERE key = subject FOR UPDATE;
            EXIT WHEN FOUND;
            INSERT INTO rate_limits (key, admitted) VALUES (subject, '{}') ON CONFLICT DO NOTHING;
        END LOOP;
        FOR number IN 1 .. cardinality(most) LOOP
            CONTINUE WHEN subjects[subject_of[number]] <> subject;
            counted := ARRAY(
                SELECT moment FROM unnest(history) AS moment
                WHERE moment > at - spans[number] AND moment <= at + longest
                ORDER BY moment
            );
            used := cardinality(counted);
            remaining[number] := greatest(most[number] - used, 0);
            IF used >= most[number] THEN
                is_admitted := false;
                resets_in[number] := counted[used - most[number] + 1] + spans[number] - at;
            ELSE
                resets_in[number] := coalesce(counted[1], at) + spans[number] - at;
            END IF;
        END LOOP;
    END LOOP;
    IF NOT is_admitted THEN
        RETURN;
    END IF;
    UPDATE rate_limits
    SET admitted = ARRAY(
        SELECT moment FROM unnest(admitted) AS moment WHERE moment > at - longest AND moment <= at + longest
    ) || at
    WHERE key = ANY (subjects);
    remaining := ARRAY(SELECT one - 1 FROM unnest(remaining) WITH ORDINALITY AS each (one, place) ORDER BY place);
END
$$;
