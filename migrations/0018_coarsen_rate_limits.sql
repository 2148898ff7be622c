-- How many requests were admitted at each of these moments: those of a busy subject are taken together, so that counting costs the
-- same however many they are.
TRUNCATE rate_limits;

ALTER TABLE rate_limits ADD COLUMN counts integer[] NOT NULL;

-- As before, but from the 128th moment on those that are one 32nd of a span or less apart are taken together, at the latest of them.
-- The span is the shortest in which they still count. So no span ever holds more than its quota, and up to one 32nd of it, and one of
-- the next shorter span, passes in which one more could have been admitted.
CREATE OR REPLACE FUNCTION count_request(
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
    crowd CONSTANT integer := 128;
    parts CONSTANT bigint := 32;
    longest CONSTANT bigint := (SELECT max(span) FROM unnest(spans) AS span);
    -- in the order of their names, so that no two requests wait for each other
    counted CONSTANT text[] := ARRAY(SELECT DISTINCT subjects[place] FROM unnest(subject_of) AS place ORDER BY 1);
    subject text;
    moments bigint[];
    numbers integer[];
    used bigint;
    earliest bigint;
    is_crowded boolean := false;
BEGIN
    is_admitted := true;
    IF cardinality(subjects) = 0 OR cardinality(most) = 0 THEN
        remaining := '{}';
        resets_in := '{}';
        RETURN;
    END IF;
    remaining := array_fill(0, ARRAY[cardinality(most)]);
    resets_in := array_fill(0::bigint, ARRAY[cardinality(most)]);
    FOREACH subject IN ARRAY counted LOOP
        LOOP
            SELECT admitted, counts INTO moments, numbers FROM rate_limits WHERE key = subject FOR UPDATE;
            EXIT WHEN FOUND;
            INSERT INTO rate_limits (key, admitted, counts) VALUES (subject, '{}', '{}') ON CONFLICT DO NOTHING;
        END LOOP;
        is_crowded := is_crowded OR cardinality(moments) >= crowd;
        FOR number IN 1 .. cardinality(most) LOOP
            CONTINUE WHEN subjects[subject_of[number]] <> subject;
            SELECT coalesce(sum(entry.times), 0), min(entry.moment) INTO used, earliest
            FROM unnest(moments, numbers) AS entry (moment, times)
            WHERE entry.moment > at - spans[number] AND entry.moment <= at + longest;
            remaining[number] := greatest(most[number] - used, 0);
            IF used >= most[number] THEN
                is_admitted := false;
                -- when so many have left that one more is admitted
                SELECT min(entry.moment) INTO earliest
                FROM (
                    SELECT moment, sum(times) OVER (ORDER BY moment) AS gone
                    FROM unnest(moments, numbers) AS entry (moment, times)
                    WHERE moment > at - spans[number] AND moment <= at + longest
                ) AS entry
                WHERE entry.gone > used - most[number];
            END IF;
            resets_in[number] := coalesce(earliest, at) + spans[number] - at;
        END LOOP;
    END LOOP;
    IF NOT is_admitted THEN
        RETURN;
    END IF;
    UPDATE rate_limits
    SET (admitted, counts) = (
        SELECT coalesce(array_agg(entry.moment), '{}') || at, coalesce(array_agg(entry.times), '{}') || 1
        FROM unnest(admitted, counts) AS entry (moment, times)
        WHERE entry.moment > at - longest AND entry.moment <= at + longest
    )
    WHERE key = ANY (counted);
    IF is_crowded THEN
        UPDATE rate_limits
        SET (admitted, counts) = (
            SELECT array_agg(taken.moment ORDER BY taken.moment), array_agg(taken.times ORDER BY taken.moment)
            FROM (
                SELECT max(entry.moment) AS moment, sum(entry.times)::integer AS times
                FROM unnest(admitted, counts) AS entry (moment, times)
                CROSS JOIN LATERAL (
                    SELECT greatest(min(span) / parts, 1) AS width
                    FROM unnest(subject_of, spans) AS quota (place, span)
                    WHERE subjects[quota.place] = rate_limits.key AND quota.span > at - entry.moment
                ) AS part
                GROUP BY part.width, entry.moment / part.width
            ) AS taken
        )
        WHERE key = ANY (counted) AND cardinality(admitted) > crowd;
    END IF;
    remaining := ARRAY(SELECT one - 1 FROM unnest(remaining) WITH ORDINALITY AS each (one, place) ORDER BY place);
END
$$;
