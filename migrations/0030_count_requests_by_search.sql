-- Moments are kept in their order, each with how many requests were admitted up to it, so that how many a span holds is found by a
-- few comparisons and a subtraction. To add them up for each quota took longer than the rest of most requests.
--
-- The first entry is of before: its moment counts no more, and its number is what others are compared with.
TRUNCATE rate_limits;

ALTER TABLE rate_limits DROP COLUMN counts;
ALTER TABLE rate_limits ADD COLUMN totals bigint[] NOT NULL;
-- beside the key and as they are: packing them takes longer than what is saved
ALTER TABLE rate_limits ALTER COLUMN admitted SET STORAGE EXTERNAL;
ALTER TABLE rate_limits ALTER COLUMN totals SET STORAGE EXTERNAL;
ALTER TABLE rate_limits SET (toast_tuple_target = 4080);

-- The place of the first of some ascending numbers that is greater than a given one; one behind the last if none is.
CREATE FUNCTION place_of_greater(numbers bigint[], than bigint) RETURNS integer LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    low integer := 1;
    high integer := cardinality(numbers) + 1;
    middle integer;
BEGIN
    WHILE low < high LOOP
        middle := (low + high) / 2;
        IF numbers[middle] > than THEN
            high := middle;
        ELSE
            low := middle + 1;
        END IF;
    END LOOP;
    RETURN low;
END
$$;

-- As before, by search.
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
    before CONSTANT bigint := -9223372036854775808;
    crowd CONSTANT integer := 128;
    parts CONSTANT bigint := 32;
    longest bigint := 0;
    span bigint;
    -- in the order of their names, so that no two requests wait for each other
    counted CONSTANT text[] := ARRAY(SELECT DISTINCT subjects[place] FROM unnest(subject_of) AS place ORDER BY 1);
    subject text;
    moments bigint[];
    numbers bigint[];
    first integer;
    behind integer;
    used bigint;
    is_to_be_rebuilt boolean := false;
BEGIN
    is_admitted := true;
    IF cardinality(subjects) = 0 OR cardinality(most) = 0 THEN
        remaining := '{}';
        resets_in := '{}';
        RETURN;
    END IF;
    remaining := array_fill(0, ARRAY[cardinality(most)]);
    resets_in := array_fill(0::bigint, ARRAY[cardinality(most)]);
    FOREACH span IN ARRAY spans LOOP
        longest := greatest(longest, span);
    END LOOP;
    FOREACH subject IN ARRAY counted LOOP
        LOOP
            SELECT admitted, totals INTO moments, numbers FROM rate_limits WHERE key = subject FOR UPDATE;
            EXIT WHEN FOUND;
            INSERT INTO rate_limits (key, admitted, totals) VALUES (subject, ARRAY[before], ARRAY[0])
            ON CONFLICT DO NOTHING;
        END LOOP;
        -- of a busy subject, or of a clock that is behind another
        is_to_be_rebuilt := is_to_be_rebuilt OR cardinality(moments) >= crowd OR moments[cardinality(moments)] > at;
        behind := cardinality(moments) + 1;
        IF moments[behind - 1] > at + longest THEN
            behind := greatest(place_of_greater(moments, at + longest), 2);
        END IF;
        FOR number IN 1 .. cardinality(most) LOOP
            CONTINUE WHEN subjects[subject_of[number]] <> subject;
            first := greatest(place_of_greater(moments, at - spans[number]), 2);
            used := numbers[behind - 1] - numbers[first - 1];
            remaining[number] := greatest(most[number] - used, 0);
            IF used >= most[number] THEN
                is_admitted := false;
                -- when so many have left that one more is admitted
                first := place_of_greater(numbers, numbers[behind - 1] - most[number]);
            END IF;
            resets_in[number] := CASE WHEN first < behind THEN moments[first] ELSE at END + spans[number] - at;
        END LOOP;
    END LOOP;
    IF NOT is_admitted THEN
        RETURN;
    END IF;
    UPDATE rate_limits
    SET admitted = admitted[greatest(place_of_greater(admitted, at - longest) - 1, 1) :] || at,
        totals = totals[greatest(place_of_greater(admitted, at - longest) - 1, 1) :] || totals[cardinality(totals)] + 1
    WHERE key = ANY (counted);
    IF is_to_be_rebuilt THEN
        -- what lies too far ahead is left out, and beyond the crowd what lies within one part of a span is taken together
        UPDATE rate_limits
        SET (admitted, totals) = (
            SELECT array_prepend(before, array_agg(kept.moment ORDER BY kept.moment)),
                array_prepend(0, array_agg(kept.total ORDER BY kept.moment))
            FROM (
                SELECT max(entry.moment) AS moment, max(entry.total) AS total
                FROM (
                    SELECT each.moment, sum(each.times) OVER (ORDER BY each.moment)::bigint AS total
                    FROM (
                        SELECT moment, total - lag(total) OVER (ORDER BY place) AS times, place
                        FROM unnest(admitted, totals) WITH ORDINALITY AS stored (moment, total, place)
                    ) AS each
                    WHERE each.place > 1 AND each.moment > at - longest AND each.moment <= at + longest
                ) AS entry
                CROSS JOIN LATERAL (
                    SELECT CASE WHEN cardinality(admitted) > crowd THEN greatest(min(quota.span) / parts, 1) ELSE 1 END AS width
                    FROM unnest(subject_of, spans) AS quota (place, span)
                    WHERE subjects[quota.place] = rate_limits.key AND quota.span > at - entry.moment
                ) AS part
                GROUP BY part.width, entry.moment / part.width
            ) AS kept
        )
        WHERE key = ANY (counted) AND (cardinality(admitted) > crowd OR at < ANY (admitted));
    END IF;
    FOR number IN 1 .. cardinality(most) LOOP
        remaining[number] := remaining[number] - 1;
    END LOOP;
END
$$;
